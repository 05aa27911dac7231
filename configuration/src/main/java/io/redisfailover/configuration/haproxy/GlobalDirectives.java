package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explainedAs;
import static io.redisfailover.configuration.haproxy.Directive.refused;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;

/** What each directive of {@code global} is here. */
final class GlobalDirectives {
  /** Most connections of the runtime API, which need descriptors and memory. */
  private static final int MOST_COMMANDERS = 1000;

  private static final String SYSTEMD =
      "The process runs as the user that starts it, and needs no root; use `examples/redis-failover.service`, or Kubernetes.";
  private static final String UNUSED_TLS =
      "Nothing here uses TLS; where a `bind` or `server` line asks for it, that line is an error.";
  private static final String TUNING = "HAProxy's own tuning.";

  /** All of them. */
  static final DirectiveTable<ImportedSettings> TABLE =
      DirectiveTable.of(
          List.of(
              taken(
                  "maxconn",
                  "`maxConnections`. Further clients are closed at once, and do not wait in the kernel.",
                  (in, draft) -> draft.set(in, "maxConnections", Integer.toString(in.number()))),
              taken(
                  "nbthread",
                  "`listen.eventLoops`.",
                  (in, draft) -> draft.set(in, "listen.eventLoops", Integer.toString(in.number()))),
              taken(
                  "stats socket",
                  "`runtimeApi.sockets`, with `mode` and `level`; the [runtime API](runtime-api.md). The file belongs to the user of the process. One that cannot be bound is only logged (`runtimeApi.required`).",
                  StatsSockets::take),
              taken(
                  "stats timeout",
                  "`runtimeApi.timeout`.",
                  (in, draft) -> draft.set(in, "runtimeApi.timeout", in.duration())),
              taken(
                  "stats maxconn",
                  "`runtimeApi.maxConnections`; 1,000 for more.",
                  (in, draft) ->
                      draft.set(
                          in,
                          "runtimeApi.maxConnections",
                          Integer.toString(Math.min(in.number(), MOST_COMMANDERS))))),
          LogDirectives.ofTheProcess(),
          explainedAs(
              SYSTEMD, "chroot", "user", "group", "uid", "gid", "daemon", "pidfile", "ulimit-n"),
          explainedAs(
              UNUSED_TLS,
              "ca-base",
              "crt-base",
              "ssl-default-bind-ciphers",
              "ssl-default-bind-ciphersuites",
              "ssl-default-bind-options",
              "ssl-default-bind-curves",
              "ssl-default-server-ciphers",
              "ssl-default-server-ciphersuites",
              "ssl-default-server-options",
              "ssl-server-verify",
              "ssl-dh-param-file",
              "tune.ssl.default-dh-param"),
          explainedAs(
              TUNING,
              "nbproc",
              "cpu-map",
              "master-worker",
              "expose-fd",
              "hard-stop-after",
              "spread-checks",
              "max-spread-checks",
              "tune.bufsize",
              "tune.maxrewrite",
              "tune.maxaccept",
              "tune.rcvbuf.client",
              "tune.rcvbuf.server",
              "tune.sndbuf.client",
              "tune.sndbuf.server",
              "nopoll",
              "noepoll",
              "noreuseport",
              "busy-polling",
              "insecure-fork-wanted",
              "description",
              "node"),
          List.of(
              refused(
                  "server-state-file",
                  "The active server is found in the Redis data at each start, so no file of states is read; remove the line."),
              refused(
                  "server-state-base",
                  "The active server is found in the Redis data at each start, so no file of states is read; remove the line."),
              refused(
                  "maxpipes",
                  "Splicing needs pipes, and this proxy moves bytes without them; remove the line."),
              refused("setenv", "The process changes no variables; set them where it starts."),
              refused("presetenv", "The process changes no variables; set them where it starts."),
              refused("lua-load", "This process runs no Lua; remove the line.")));

  private GlobalDirectives() {}
}
