package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.proxy.config.RuntimeLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The runtime API. */
public record RuntimeApiSection(
    @Key("Where it listens (HAProxy's `stats socket`); without one there is no runtime API.")
        List<Socket> sockets,
    @Key(
            value =
                "Whether a socket that cannot be bound keeps the process from starting; `off` only logs it.",
            fallback = "on")
        boolean required,
    @Key(
            value = "Silence after which a connection is closed (HAProxy's `stats timeout`).",
            fallback = "10s",
            min = "1ms",
            max = "24h")
        Duration timeout,
    @Key(
            value =
                "Most connections at a time on all sockets; further ones are closed at once (HAProxy's `stats maxconn`).",
            fallback = "10",
            min = "1",
            max = "1000")
        int maxConnections) {

  /** One socket: a file, or an address with a port. */
  public record Socket(
      @Key(
              "File of a Unix socket; relative to this file's folder. One that a process that has exited left is replaced.")
          Optional<Path> path,
      @Key(
              "Permissions of the file, as of `chmod`; without it `600`: only the user of the process reaches it.")
          Optional<String> mode,
      @Key(
              "Address to bind, instead of a file. The API is plain TCP without a login: use a loopback address.")
          Optional<String> address,
      @Key(value = "TCP port of that address.", fallback = "0", min = "0", max = "65535") int port,
      @Key(
              value =
                  "What its connections may do: `user` looks, `operator` looks at sessions too and clears maxima, `admin` acts.",
              fallback = "operator")
          RuntimeLevel level) {}
}
