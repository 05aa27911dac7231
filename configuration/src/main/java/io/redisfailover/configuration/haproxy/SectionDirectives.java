package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explained;
import static io.redisfailover.configuration.haproxy.Directive.refused;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;

/** What each section of HAProxy is here. */
final class SectionDirectives {
  /** All sections. */
  static final DirectiveTable<Object> TABLE =
      DirectiveTable.of(
          List.of(
              section("global", "The process; see its directives."),
              section(
                  "defaults",
                  "Inherited by the sections behind it, or by those that name it with `from`."),
              section("frontend", "Where clients connect: `listen`."),
              section("backend", "The two servers: `servers`."),
              section("listen", "Both in one section, or the statistics page."),
              explained(
                  "userlist", "Users of HTTP. The login of the statistics page is `stats auth`."),
              explained("ring", "A buffer of log lines. This process logs to standard output."),
              explained(
                  "resolvers", "The system's resolver is asked for the names, again each second."),
              explained("http-errors", "Pages of HTTP; Redis has none."),
              refused(
                  "peers",
                  "Peers exchange stick tables, which do not exist here; remove the section. Several proxies need no exchange: each finds the active server in the Redis data."),
              refused(
                  "mailers",
                  "This process sends no mail; remove the section, and set an alert on the meters of `/metrics`."),
              refused("program", "This process starts no other program; use systemd for it."),
              refused("cache", "A cache of HTTP has no meaning for Redis; remove the section."),
              refused("log-forward", "This process forwards no logs; remove the section."),
              refused("fcgi-app", "FastCGI has no meaning for Redis; remove the section.")));

  private SectionDirectives() {}

  private static Directive<Object> section(String name, String meaning) {
    return taken(name, meaning, (in, nothing) -> {});
  }
}
