package io.redisfailover.realredis.process;

import java.util.List;

/** Options of a server's command line that the product asks for. */
public final class ServerOptions {
  /** What docs/configuration.md asks of every server. */
  public static final List<String> REQUIRED =
      List.of(
          "--replica-read-only",
          "yes",
          "--repl-ping-replica-period",
          "1",
          "--repl-backlog-size",
          "16mb",
          "--repl-backlog-ttl",
          "0",
          "--repl-diskless-sync-delay",
          "0",
          "--stop-writes-on-bgsave-error",
          "no");

  /** A parked start: the server follows 127.0.0.1:1 and refuses writes until it has a role. */
  public static final List<String> PARKED = List.of("--replicaof", "127.0.0.1", "1");

  private ServerOptions() {}
}
