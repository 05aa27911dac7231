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
                "`Promote`: promotes the standby before the first client reaches it. `RouteOnly`: only routes, as HAProxy does, and changes no server; writes made during an outage can be lost.",
            fallback = "Promote")
        Mode mode,
    @Key(value = "What `RouteOnly` does with open sessions.", live = true)
        RouteOnlySection routeOnly,
    @Key("The two Redis servers.") ServersSection servers,
    @Key(
            "How this process logs in to both servers. Clients log in by themselves, through the proxy.")
        Optional<LoginSection> auth,
    @Key("Where clients connect.") ListenSection listen,
    @Key("How long a side of a connection may be idle, and what else may take how long.")
        TimeoutsSection timeouts,
    @Key(value = "Clients that wait while no server is active.", live = true) HoldSection hold,
    @Key(
            value = "Most client connections at a time; further ones are closed at once.",
            fallback = "20000",
            min = "1",
            max = "1000000",
            live = true)
        int maxConnections,
    @Key(
            value =
                "Most client connections of one source address at a time; 0 for no limit. Many clients may share one address behind a NAT or a load balancer.",
            fallback = "0",
            min = "0",
            max = "1000000",
            live = true)
        int maxConnectionsPerAddress,
    @Key(
            value =
                "Most connections of one server that clients of this proxy use at a time; 0 for as many as the server takes. Further clients wait for a free one, as long as `hold.timeout`.",
            fallback = "0",
            min = "0",
            max = "1000000",
            live = true)
        int maxServerConnections,
    @Key(
            value =
                "The check of each server, as HAProxy's `tcp-check`. It decides the route only in `RouteOnly`; in `Promote` it is shown.")
        CheckSection check,
    @Key("The statistics page, with CSV, JSON, metrics and health.") StatsSection stats,
    @Key(value = "The log of client sessions: a line for each that ends.", live = true)
        AccessLogSection accessLog,
    @Key("HAProxy's commands on a socket, for the programs that know them.")
        RuntimeApiSection runtimeApi,
    @Key("When and where to fail over, and back.") FailoverSection failover,
    @Key("The control API of this proxy, for its controller.") ControlSection control,
    @Key(
            value =
                "Whether this process runs the controller, which adopts the servers, lets a failed server rejoin, and carries out switchovers. Exactly one process may have it on.",
            fallback = "on")
        boolean controller,
    @Key(
            value =
                "Control addresses (`host:port`) of the other proxies in front of the same servers. The process with `controller: on` controls them. Each process asks them what they have seen when it has stood still itself or has just started; without the list, one with `controller: off` cannot.")
        List<String> proxies,
    @Key(
            value =
                "Whether a change of this file is applied while the process runs, a second after the file stands still. In any case SIGHUP and `--reload` apply it. A file with a mistake is refused whole, and what runs goes on.",
            fallback = "off")
        boolean reloadOnChange,
    @Key(
            value =
                "File in which the controller records the newest epoch; relative to this file's folder. The record is a copy, used when a start finds neither server: the Redis data itself says which server is active.",
            fallback = "redis-failover-record.json")
        Path recordFile,
    @Key(
            "File with the key that signs the markers in the Redis data, at least 32 random characters; the same for all proxies of these servers, and readable only by their user. Without it: `marker-key` beside `recordFile`, or beside `control.tokenFile` with `controller: off`. The process with `controller: on` creates a missing one. Further lines are former keys, which are still believed.")
        Optional<Path> markerKeyFile) {
  /** Name of the file with the keys of the markers, where none is set. */
  static final String MARKER_KEY_FILE = "marker-key";

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
