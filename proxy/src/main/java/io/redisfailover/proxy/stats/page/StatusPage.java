package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statistics page: HAProxy's colours, words and columns, a picture of both servers, the message
 * of the moment and the role changes. It is one file of HTML, CSS and a script, and loads nothing
 * from elsewhere; without the script it works too.
 */
public final class StatusPage {
  /** How often it follows what happens, in a browser that runs its script. */
  public static final Duration LIVE = Duration.ofSeconds(2);

  private static final Template PAGE = Template.load("page.html");
  private static final String STYLE = Template.resource("page.css");
  private static final String SCRIPT = Template.resource("page.js");

  private StatusPage() {}

  /**
   * {@return the page}
   *
   * @param status what to show
   * @param view how it is shown, and to whom
   */
  public static String render(StatusSnapshot status, PageView view) {
    Map<String, Html> values = new HashMap<>();
    header(values, status, view);
    PagePicture.fill(values, status, view);
    process(values, status);
    PageOptions.fill(values, view);
    values.put("frontend", Html.text(status.frontend().name()));
    values.put("rows", PageRows.render(status, view.request().rows()));
    values.put("sessionsSection", PageSessions.section(view));
    values.put("actsSection", PageActs.section(view));
    values.put("roleChanges", PageRoleChanges.render(status.roleChanges()));
    return PAGE.fill(values).markup();
  }

  /**
   * {@return what the page may do in a browser: use its own style sheet and its own script, fetch
   * from here and send forms here, nothing else}
   */
  public static String contentSecurityPolicy() {
    return "default-src 'none'; img-src data:; style-src 'sha256-"
        + sha256(STYLE)
        + "'; script-src 'sha256-"
        + sha256(SCRIPT)
        + "'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  private static void header(Map<String, Html> values, StatusSnapshot status, PageView view) {
    PageVerdict verdict = PageVerdict.of(status);
    String active = status.routing().map(Server::displayName).orElse("holding");
    values.put("title", Html.text(active + " · " + status.proxyName() + " · Redis Failover"));
    values.put("style", new Html(STYLE));
    values.put("script", new Html(SCRIPT));
    values.put(
        "version",
        Html.text(view.settings().appearance().version() ? "version " + status.version() : ""));
    values.put("description", Html.text(view.settings().appearance().description().orElse("")));
    values.put("proxyName", Html.text(status.proxyName()));
    values.put("processId", Html.text(Long.toString(ProcessHandle.current().pid())));
    values.put("verdictClass", Html.text(verdict.level().cssClass()));
    values.put("verdict", Html.text(verdict.words()));
    values.put("message", Html.text(status.message()));
    values.put("notice", PageActs.notice(view));
    values.put("problems", problems(status.supervision().problems()));
  }

  private static Html problems(List<String> problems) {
    return new Html(
        problems.stream()
            .map(problem ->
                "<p class=\"verdict bad\" role=\"alert\"><strong>Problem:</strong> <span>"
                    + Html.text(problem).markup()
                    + "</span></p>\n")
            .collect(Collectors.joining()));
  }

  private static void process(Map<String, Html> values, StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    values.put("mode", Html.text(status.mode().displayName()));
    values.put("active", Html.text(status.routing().map(Server::displayName).orElse("none")));
    values.put(
        "epoch", Html.text(status.epoch().map(epoch -> Long.toString(epoch.number())).orElse("–")));
    values.put("ready", Html.text(status.ready() ? "yes" : "no"));
    values.put("uptime", Html.text(Figures.span(status.uptime())));
    values.put("address", Html.text(status.frontend().address()));
    values.put("sessions", Html.text(Figures.count(traffic.sessions().current())));
    values.put("sessionLimit", Html.text(Figures.count(status.frontend().sessionLimit())));
    values.put("rate", Html.text(Figures.count(traffic.rate().current())));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
