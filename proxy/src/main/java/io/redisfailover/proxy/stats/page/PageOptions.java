package io.redisfailover.proxy.stats.page;

import java.util.List;
import java.util.Map;

/** The links and the search that choose what the page shows, and how it keeps up. */
final class PageOptions {
  private PageOptions() {}

  static void fill(Map<String, Html> values, PageView view) {
    PageRequest request = view.request();
    values.put(
        "options",
        Html.join(
            List.of(
                link(request.link(), "Refresh now"),
                toggle(request, PageRequest.NO_REFRESH, "Disable refresh", "Enable refresh"),
                toggle(request, PageRequest.UP, "Hide DOWN servers", "Show DOWN servers"),
                toggle(
                    request,
                    PageRequest.NO_MAINT,
                    "Hide servers in maintenance",
                    "Show servers in maintenance"),
                toggle(request, PageRequest.SESSIONS, "Show sessions", "Hide sessions"),
                link(request.export("csv"), "CSV export"),
                link(request.export("json"), "JSON export"))));
    values.put("scope", Html.text(request.scope()));
    values.put("scopeAction", Html.text(new PageRequest("/", request.options(), "").link()));
    values.put("every", Html.text(Long.toString(view.refreshing() ? every(view) : 0)));
    values.put(
        "reload",
        view.refreshing()
            ? new Html(
                "<noscript><meta http-equiv=\"refresh\" content=\"%d\"></noscript>\n"
                    .formatted(view.settings().refresh().toSeconds()))
            : Html.EMPTY);
  }

  private static long every(PageView view) {
    return Math.min(StatusPage.LIVE.toMillis(), view.settings().refresh().toMillis());
  }

  private static Html toggle(PageRequest request, String option, String on, String off) {
    return link(request.toggled(option), request.has(option) ? off : on);
  }

  private static Html link(String target, String words) {
    return new Html(
        "<li><a href=\"%s\">%s</a></li>\n"
            .formatted(Html.text(target).markup(), Html.text(words).markup()));
  }
}
