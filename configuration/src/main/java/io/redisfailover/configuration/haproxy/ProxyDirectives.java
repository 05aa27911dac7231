package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explained;
import static io.redisfailover.configuration.haproxy.Directive.explainedAs;
import static io.redisfailover.configuration.haproxy.Directive.refused;
import static io.redisfailover.configuration.haproxy.Directive.refusedAs;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.ArrayList;
import java.util.List;

/**
 * What each directive of {@code defaults}, {@code listen}, {@code frontend} and {@code backend} is.
 */
final class ProxyDirectives {
  private static final String HTTP = "It is for HTTP, and Redis is plain TCP.";
  private static final String STICK =
      "There are no stick tables: one server is active, and all clients go there. Remove the line; `maxConnectionsPerAddress` limits one source.";
  private static final String MAIL =
      "This process sends no mail; remove the line, and set an alert on the meters of `/metrics`.";
  private static final String SPLICE =
      "This proxy moves bytes without the kernel's splice; remove the line.";
  private static final String OTHER_CHECK =
      "It is no check of Redis; use `option tcp-check` or `option redis-check`.";
  private static final String KEEP_ALIVE =
      "TCP keep-alive is on, on both sides: `timeouts.keepAlive`.";

  /** All of them. */
  static final DirectiveTable<ProxyDraft> TABLE =
      DirectiveTable.of(
          addresses(),
          timeouts(),
          CheckDirectives.ROWS,
          StatsDirectives.ROWS,
          routing(),
          LogDirectives.ofASection(),
          explainedAs(
              KEEP_ALIVE,
              "option tcpka",
              "option clitcpka",
              "option srvtcpka",
              "clitcpka-cnt",
              "clitcpka-intvl",
              "srvtcpka-cnt",
              "srvtcpka-intvl"),
          http(),
          refusals());

  private ProxyDirectives() {}

  private static List<Directive<ProxyDraft>> addresses() {
    return List.of(
        taken(
            "mode",
            "`tcp` for Redis, `http` for the statistics page.",
            (in, draft) -> draft.mode(in)),
        taken(
            "bind",
            "`listen`, further addresses as `listen.additional`; or `stats.address` and `stats.port`.",
            (in, draft) -> draft.bind(in)),
        taken(
            "server",
            "`servers`: the first one without `backup` is Master, the other one Backup.",
            (in, draft) -> draft.server(in)),
        taken(
            "default-server",
            "Parameters of each `server` behind it.",
            (in, draft) -> draft.serverDefaults(in)),
        taken(
            "default_backend",
            "Joins a frontend and the servers.",
            (in, draft) -> draft.defaultBackend(in)),
        taken(
            "use_backend",
            "Without a condition like `default_backend`, which it overrules; with one it is an error.",
            (in, draft) -> draft.useBackend(in)),
        taken(
            "maxconn",
            "`maxConnections`. Further clients are closed at once, and do not wait in the kernel.",
            (in, draft) ->
                draft.settings().set(in, "maxConnections", Integer.toString(in.number()))),
        explained("balance", "One server is active at a time, so there is nothing to balance."));
  }

  private static List<Directive<ProxyDraft>> timeouts() {
    return List.of(
        time("timeout connect", "`timeouts.connect`, retries included.", "timeouts.connect"),
        time("timeout client", "`timeouts.client`.", "timeouts.client"),
        time("timeout server", "`timeouts.server`.", "timeouts.server"),
        time("timeout check", "`check.timeout`.", "check.timeout"),
        time(
            "timeout queue",
            "`hold.timeout`: how long a client waits for a server.",
            "hold.timeout"),
        time(
            "timeout tunnel",
            "`timeouts.client` and `timeouts.server`, instead of those two lines.",
            "tunnel"),
        time("clitcpka-idle", "`timeouts.keepAlive`, on both sides.", "timeouts.keepAlive"),
        time("srvtcpka-idle", "`timeouts.keepAlive`, on both sides.", "timeouts.keepAlive"),
        time("timeout client-fin", "`timeouts.clientFin`.", "timeouts.clientFin"),
        time("timeout server-fin", "`timeouts.serverFin`.", "timeouts.serverFin"));
  }

  private static Directive<ProxyDraft> time(String name, String meaning, String key) {
    return taken(name, meaning, (in, draft) -> draft.settings().set(in, key, in.duration()));
  }

  private static List<Directive<ProxyDraft>> routing() {
    return List.of(
        explained(
            "retries",
            "A client is dialled again until `timeouts.connect` ends, to the server that is active then."),
        explained(
            "option redispatch",
            "Always on: a client is dialled again at the server that is active then."),
        explained("option allbackups", "There is one Backup."),
        explained("option persist", "A client never goes to a server that is down."),
        explained("option abortonclose", "A client that leaves stops waiting."),
        explained("option tcp-smart-accept", "HAProxy's own tuning."),
        explained("option tcp-smart-connect", "HAProxy's own tuning."),
        explained("fullconn", "It scales limits by load; limits are fixed here."),
        explained("backlog", "The kernel's limit counts."),
        explained("id", "A number of HAProxy's statistics."),
        explained("description", "A text of HAProxy's statistics."),
        explained("enabled", "It is the default."),
        explained("hash-type", "One server is active at a time, so there is nothing to balance."));
  }

  private static List<Directive<ProxyDraft>> http() {
    return explainedAs(
        HTTP,
        "timeout http-request",
        "timeout http-keep-alive",
        "timeout tarpit",
        "option forwardfor",
        "option http-server-close",
        "option http-keep-alive",
        "option httpclose",
        "option http-use-htx",
        "option http-ignore-probes",
        "option http-buffer-request",
        "errorfile",
        "errorloc",
        "errorloc302",
        "errorloc303",
        "http-reuse",
        "compression");
  }

  private static List<Directive<ProxyDraft>> refusals() {
    List<Directive<ProxyDraft>> rows = new ArrayList<>();
    rows.addAll(
        refusedAs(
            STICK,
            "stick-table",
            "stick on",
            "stick match",
            "stick store-request",
            "stick store-response"));
    rows.addAll(refusedAs(MAIL, "email-alert"));
    rows.addAll(
        refusedAs(SPLICE, "option splice-auto", "option splice-request", "option splice-response"));
    rows.addAll(
        refusedAs(
            OTHER_CHECK,
            "option httpchk",
            "option mysql-check",
            "option pgsql-check",
            "option ldap-check",
            "option smtpchk",
            "option ssl-hello-chk",
            "option spop-check",
            "option external-check",
            "http-check",
            "external-check"));
    rows.add(
        refused(
            "load-server-state-from-file",
            "The active server is found in the Redis data at each start, so no file of states is read; remove the line."));
    rows.add(refused("server-template", "Set the two servers with a `server` line each."));
    rows.add(refused("disabled", "A section that is off is not run; remove the section."));
    rows.add(
        refused(
            "log-format",
            "The log has the form of `tcplog`, or of JSON with `accessLog.format`; remove the line, or adapt what reads the log."));
    return rows;
  }
}
