package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explained;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;

/** What the directives of the statistics page are here. */
final class StatsDirectives {
  private static final String SHOWS = "The page shows this process and its two servers.";

  /** All of them. Each turns the page on, as in HAProxy. */
  static final List<Directive<ProxyDraft>> ROWS =
      List.of(
          taken(
              "stats enable",
              "`stats.enabled`.",
              (in, draft) -> {
                in.none();
                enable(in, draft);
              }),
          taken(
              "stats uri",
              "`stats.uri`, without a query; the page is at `/` too.",
              (in, draft) -> {
                enable(in, draft);
                String uri = in.one();
                int query = uri.indexOf('?');
                draft.statistics().set(in, "stats.uri", query < 0 ? uri : uri.substring(0, query));
              }),
          taken(
              "stats realm",
              "`stats.realm`.",
              (in, draft) -> {
                enable(in, draft);
                draft.statistics().set(in, "stats.realm", in.one());
              }),
          taken(
              "stats auth",
              "`stats.auth`, and `stats.users` for further users.",
              (in, draft) -> {
                enable(in, draft);
                StatsUsers.user(in, draft.statistics());
              }),
          taken(
              "stats refresh",
              "`stats.refresh`; 30 s without it.",
              (in, draft) -> {
                enable(in, draft);
                String time = in.one();
                boolean seconds = time.matches("[0-9]+");
                draft
                    .statistics()
                    .set(in, "stats.refresh", CfgArguments.duration(seconds ? time + "s" : time));
              }),
          taken(
              "stats admin",
              "`if TRUE`: each user of `stats auth` is in `stats.users` with the role `operate`, and [acts](statistics.md#actions). Any other condition, or a page without a login: nobody may act.",
              (in, draft) -> {
                enable(in, draft);
                StatsUsers.admin(in, draft.statistics());
              }),
          taken(
              "stats hide-version",
              "`stats.showVersion: off`.",
              (in, draft) -> {
                enable(in, draft);
                in.none();
                draft.statistics().set(in, "stats.showVersion", "off");
              }),
          taken(
              "stats show-desc",
              "`stats.description`; without a text, none.",
              (in, draft) -> {
                enable(in, draft);
                if (!in.values().isEmpty()) {
                  draft.statistics().set(in, "stats.description", String.join(" ", in.values()));
                }
              }),
          taken(
              "monitor-uri",
              "`stats.monitorUri`: 200 while the process is alive, as at `/healthz`. In a section without a statistics page nothing serves it.",
              (in, draft) -> draft.statistics().set(in, "stats.monitorUri", in.one())),
          explained("http-request use-service", "The meters are always at `/metrics`."),
          explained("stats show-legends", "The page always shows them."),
          explained("stats show-node", "The page always shows `name`."),
          explained("stats show-modules", SHOWS),
          explained("stats scope", SHOWS + " Its search has the same name."));

  private StatsDirectives() {}

  private static void enable(CfgArguments in, ProxyDraft draft) {
    if (draft.statistics().get("stats.enabled").isEmpty()) {
      draft.statistics().set(in, "stats.enabled", "on");
    }
  }
}
