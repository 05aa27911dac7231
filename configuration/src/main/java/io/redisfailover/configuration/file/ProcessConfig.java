package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The whole file of one process: proxy and controller, or one of the proxies beside it. */
public record ProcessConfig(
    @Key(
            value = "Name of this proxy on the statistics page and in the control API.",
            fallback = "redis-failover")
        String name,
    @Key(
            value =
                "`Promote`: the standby is made a master before the first client reaches it. `RouteOnly`: only routes, as HAProxy does, and changes no server; what is written during an outage can be lost.",
            fallback = "Promote")
        Mode mode,
    @Key("The two Redis servers.") Servers servers,
    @Key(
            "How this process logs in to both servers. Clients log in by themselves, through the proxy.")
        Optional<Login> auth,
    @Key("Where clients connect.") Listen listen,
    @Key("How long a side of a connection may be idle, and what else may take how long.")
        Timeouts timeouts,
    @Key("Clients that wait while it is not clear which server is active.") Hold hold,
    @Key(
            value = "Client connections at a time; one more is closed at once.",
            fallback = "20000",
            min = "1",
            max = "1000000")
        int maxConnections,
    @Key(
            "The check of each server, as HAProxy's `tcp-check`. It decides the route only in `RouteOnly`; in `Promote` it is shown.")
        Check check,
    @Key("The statistics page, with CSV, JSON, metrics and health.") Stats stats,
    @Key("When and where to fail over, and back.") Failover failover,
    @Key("The control API of this proxy, over which a controller leads it.") Control control,
    @Key(
            value =
                "Whether this process is the controller: it adopts the servers, brings a returned one back as a replica, and carries out planned switches. Exactly one process may have it on.",
            fallback = "on")
        boolean controller,
    @Key(
            "Control addresses (`host:port`) of the other proxies in front of the same servers; only for the process with `controller: on`.")
        List<String> proxies,
    @Key(
            value =
                "Where the controller writes down which server is active; relative to this file's folder. The record is a copy for people and for a start with both servers away: the data themselves say which server is active.",
            fallback = "redis-failover-record.json")
        Path recordFile) {

  /** Who decides the route. */
  public enum Mode {
    /** The protocol, which promotes. */
    PROMOTE("Promote"),
    /** The check, as in HAProxy. */
    ROUTE_ONLY("RouteOnly");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
