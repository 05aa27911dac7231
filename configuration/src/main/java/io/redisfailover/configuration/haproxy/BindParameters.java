package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explained;
import static io.redisfailover.configuration.haproxy.Directive.refused;
import static io.redisfailover.configuration.haproxy.Directive.refusedAs;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;

/** What each parameter of {@code bind} is here. */
final class BindParameters {
  /** Why TLS is refused. */
  static final String TLS =
      "TLS is not available yet; keep HAProxy or stunnel in front, or use plain TCP in a private network.";

  /** Why the PROXY protocol is refused. */
  static final String PROXY = "The PROXY protocol is not available yet; remove the parameter.";

  private static final String KERNEL = "The kernel's default is used.";

  /** All of them. */
  static final DirectiveTable<BindDraft> TABLE =
      DirectiveTable.of(
          List.of(
              taken("maxconn", "`maxConnections`.", BindParameters::maxConnections).with(1),
              taken(
                      "tcp-ut",
                      "`timeouts.unacknowledged`.",
                      (CfgArguments in, BindDraft draft) ->
                          draft.settings().set(in, "timeouts.unacknowledged", in.duration()))
                  .with(1),
              BindParameters.<BindDraft>named("name", "A name of HAProxy's statistics.").with(1),
              BindParameters.<BindDraft>named("id", "A number of HAProxy's statistics.").with(1),
              BindParameters.<BindDraft>named("backlog", KERNEL).with(1),
              BindParameters.<BindDraft>named("mss", KERNEL).with(1),
              BindParameters.<BindDraft>named("nice", "HAProxy's own tuning.").with(1),
              BindParameters.<BindDraft>named("process", "HAProxy's own tuning.").with(1),
              BindParameters.<BindDraft>named("thread", "HAProxy's own tuning.").with(1),
              named("defer-accept", KERNEL),
              named("tfo", KERNEL),
              named("v4v6", KERNEL)),
          List.of(
              refused("v6only", "Set an IPv4 or IPv6 address instead; remove the parameter."),
              refused(
                  "interface", "The process binds an address; set the address of the interface."),
              refused("transparent", "The process binds its own addresses; remove the parameter."),
              refused("accept-proxy", PROXY)),
          refusedAs(
              TLS,
              "ssl",
              "crt",
              "crt-list",
              "ca-file",
              "crl-file",
              "verify",
              "alpn",
              "npn",
              "ciphers",
              "ciphersuites",
              "curves",
              "ecdhe",
              "force-tlsv12",
              "force-tlsv13",
              "no-sslv3",
              "no-tlsv10",
              "no-tlsv11",
              "no-tlsv12",
              "no-tlsv13",
              "ssl-min-ver",
              "ssl-max-ver",
              "strict-sni",
              "no-tls-tickets"));

  private BindParameters() {}

  private static <T> Directive<T> named(String name, String meaning) {
    return explained(name, meaning);
  }

  private static void maxConnections(CfgArguments in, BindDraft draft) throws CfgException {
    draft.settings().set(in, "maxConnections", Integer.toString(in.number()));
  }
}
