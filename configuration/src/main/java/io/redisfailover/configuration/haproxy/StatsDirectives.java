package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explained;
import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;
import java.util.Optional;

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
          taken("stats auth", "`stats.auth`; one user.", StatsDirectives::login),
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
          explained(
              "stats admin",
              "The page only shows; `--switchover`, `--keep-data-of` and the [runtime API](runtime-api.md) act."),
          explained(
              "stats hide-version",
              "The page shows its version; only users with the login see it."),
          explained("http-request use-service", "The meters are always at `/metrics`."),
          explained("stats show-legends", SHOWS),
          explained("stats show-node", SHOWS),
          explained("stats show-desc", SHOWS),
          explained("stats show-modules", SHOWS),
          explained("stats scope", SHOWS));

  private StatsDirectives() {}

  private static void enable(CfgArguments in, ProxyDraft draft) {
    if (draft.statistics().get("stats.enabled").isEmpty()) {
      draft.statistics().set(in, "stats.enabled", "on");
    }
  }

  private static void login(CfgArguments in, ProxyDraft draft) throws CfgException {
    enable(in, draft);
    String login = in.one();
    int colon = login.indexOf(':');
    if (colon < 1 || colon == login.length() - 1) {
      throw new CfgException("The login is no user and password; set it as `user:password`.");
    }
    String user = login.substring(0, colon);
    Optional<ImportedSetting> before = draft.statistics().get("stats.auth.username");
    if (before.isPresent()) {
      throw new CfgException("The page has one user; keep one line of this kind.");
    }
    draft.statistics().set(in, "stats.auth.username", user);
    draft.statistics().set(in, "stats.auth.password", login.substring(colon + 1));
  }
}
