package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.refused;
import static io.redisfailover.configuration.haproxy.Directive.refusedAs;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.ArrayList;
import java.util.List;

/** What each parameter of {@code server} and {@code default-server} is here. */
final class ServerParameters {
  private static final String NO_AGENT =
      "There is no agent check; remove the parameter, and use `--switchover` to empty a server.";
  private static final String NAMES =
      "A name must be known at the start, and is looked up again each second, by the system's resolver.";

  /** All of them. */
  static final DirectiveTable<ServerDraft> TABLE =
      DirectiveTable.of(checks(), observation(), limits(), explanations(), refusals());

  private ServerParameters() {}

  private static List<Directive<ServerDraft>> checks() {
    return List.of(
        taken("check", "Both servers are always checked.", (in, draft) -> draft.check()),
        time("inter", "`check.interval`; 2 s without it.", "check.interval"),
        time("fastinter", "`check.fastInterval`.", "check.fastInterval"),
        time("downinter", "`check.downInterval`.", "check.downInterval"),
        number("rise", "`check.rise`.", "check.rise"),
        number("fall", "`check.fall`.", "check.fall"),
        taken(
                "init-state",
                "`check.initial`; without it a server is down until its first check has passed.",
                (CfgArguments in, ServerDraft draft) ->
                    draft.settings().set(in, "check.initial", in.one()))
            .with(1),
        taken(
                "port",
                "The check uses the port of the server; another one is an error.",
                ServerParameters::samePort)
            .with(1),
        taken(
                "addr",
                "The check uses the address of the server; another one is an error.",
                ServerParameters::sameAddress)
            .with(1),
        taken("backup", "Makes it Backup.", (in, draft) -> draft.backup()),
        taken(
                "on-marked-down",
                "`shutdown-sessions`: `routeOnly.shutdownSessionsOnDown`. `Promote` always does so.",
                (CfgArguments in, ServerDraft draft) ->
                    only(in, draft, "shutdown-sessions", "routeOnly.shutdownSessionsOnDown"))
            .with(1),
        taken(
                "on-marked-up",
                "`shutdown-backup-sessions`: `routeOnly.shutdownBackupSessionsOnUp`. `Promote` always does so.",
                (CfgArguments in, ServerDraft draft) ->
                    only(
                        in,
                        draft,
                        "shutdown-backup-sessions",
                        "routeOnly.shutdownBackupSessionsOnUp"))
            .with(1));
  }

  private static List<Directive<ServerDraft>> observation() {
    return List.of(
        taken(
                "observe",
                "`check.observe`, of `layer4`. `Promote` needs no limit: a connection that fails makes it probe the server at once.",
                ServerParameters::observe)
            .with(1),
        number("error-limit", "`check.errorLimit`.", "check.errorLimit"),
        taken(
                "on-error",
                "`check.onError`.",
                (CfgArguments in, ServerDraft draft) ->
                    draft.settings().set(in, "check.onError", in.one()))
            .with(1));
  }

  private static void observe(CfgArguments in, ServerDraft draft) throws CfgException {
    switch (in.one()) {
      case "layer4" -> draft.settings().set(in, "check.observe", "on");
      case "none" -> draft.settings().remove("check.observe");
      default ->
          throw new CfgException("Only `layer4` has a meaning for Redis; use it, or remove it.");
    }
  }

  private static List<Directive<ServerDraft>> limits() {
    return List.of(
        time("tcp-ut", "`timeouts.unacknowledged`.", "timeouts.unacknowledged"),
        taken(
                "weight",
                "One server is active at a time, so a weight above 0 changes nothing; 0 is an error.",
                ServerParameters::weight)
            .with(1),
        number(
            "maxconn",
            "`maxServerConnections`: the lower one counts for both servers. Clients wait for a free connection, for `hold.timeout`.",
            PairSettings.SERVER_CONNECTIONS),
        noted("maxqueue", "`hold.max` limits the clients that wait.", 1),
        noted("minconn", "Limits are fixed here.", 1));
  }

  private static List<Directive<ServerDraft>> explanations() {
    return List.of(
        noted("slowstart", "One server is active at a time and takes all clients.", 1),
        noted("init-addr", NAMES, 1),
        noted("resolve-prefer", NAMES, 1),
        noted("resolvers", NAMES, 1),
        noted("id", "A number of HAProxy's statistics.", 1),
        noted("cookie", "Cookies are for HTTP.", 1),
        noted("pool-purge-delay", "Connections to the server belong to one client each.", 1),
        noted("pool-max-conn", "Connections to the server belong to one client each.", 1),
        noted("enabled", "It is the default.", 0),
        noted("no-backup", "It is the default.", 0),
        noted("non-stick", "There are no stick tables.", 0),
        noted("tfo", "The kernel's default is used.", 0));
  }

  private static List<Directive<ServerDraft>> refusals() {
    List<Directive<ServerDraft>> rows = new ArrayList<>();
    rows.addAll(
        refusedAs(
            BindParameters.TLS,
            "ssl",
            "check-ssl",
            "verify",
            "ca-file",
            "crt",
            "crl-file",
            "sni",
            "check-sni",
            "alpn",
            "check-alpn",
            "verifyhost",
            "ciphers",
            "ssl-min-ver",
            "ssl-max-ver",
            "force-tlsv12",
            "force-tlsv13"));
    rows.addAll(
        refusedAs(
            BindParameters.PROXY,
            "send-proxy",
            "send-proxy-v2",
            "send-proxy-v2-ssl",
            "send-proxy-v2-ssl-cn",
            "check-send-proxy"));
    rows.addAll(
        refusedAs(
            NO_AGENT, "agent-check", "agent-port", "agent-addr", "agent-inter", "agent-send"));
    rows.addAll(places());
    return rows;
  }

  private static List<Directive<ServerDraft>> places() {
    List<Directive<ServerDraft>> rows = new ArrayList<>();
    rows.add(
        refused(
            "disabled",
            "A server in maintenance at the start is not supported; remove the parameter or the server."));
    rows.add(refused("track", "Both servers are checked themselves; use `check` instead."));
    rows.add(refused("source", "The kernel chooses the source address; remove the parameter."));
    rows.add(refused("namespace", "Start the process in that namespace; remove the parameter."));
    rows.add(refused("socks4", "The servers are dialled directly; remove the parameter."));
    rows.add(refused("no-check", "Both servers are checked; remove the parameter."));
    return rows;
  }

  private static Directive<ServerDraft> noted(String name, String meaning, int words) {
    return Directive.<ServerDraft>explained(name, meaning).with(words);
  }

  private static Directive<ServerDraft> time(String name, String meaning, String key) {
    return taken(
            name,
            meaning,
            (CfgArguments in, ServerDraft draft) -> draft.settings().set(in, key, in.duration()))
        .with(1);
  }

  private static Directive<ServerDraft> number(String name, String meaning, String key) {
    return taken(
            name,
            meaning,
            (CfgArguments in, ServerDraft draft) ->
                draft.settings().set(in, key, Integer.toString(in.number())))
        .with(1);
  }

  private static void only(CfgArguments in, ServerDraft draft, String value, String key)
      throws CfgException {
    if (!in.one().equals(value)) {
      throw new CfgException("Only `" + value + "` has a counterpart; use it, or remove it.");
    }
    draft.settings().set(in, key, "on");
  }

  private static void samePort(CfgArguments in, ServerDraft draft) throws CfgException {
    if (in.number() != draft.address().port()) {
      throw new CfgException("The check uses the port of the server; remove the parameter.");
    }
  }

  private static void sameAddress(CfgArguments in, ServerDraft draft) throws CfgException {
    if (!in.one().equals(draft.address().host())) {
      throw new CfgException("The check uses the address of the server; remove the parameter.");
    }
  }

  private static void weight(CfgArguments in, ServerDraft draft) throws CfgException {
    if (in.number() == 0) {
      throw new CfgException(
          "Weight 0 keeps clients from " + draft.name() + "; remove the parameter or the server.");
    }
  }
}
