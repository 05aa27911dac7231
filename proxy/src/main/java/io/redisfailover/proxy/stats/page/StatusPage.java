package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statistics page: HAProxy's colours, words and columns, a picture of both servers, the message
 * of the moment and the role changes. It is one file of HTML and CSS that has no script and loads
 * nothing.
 */
public final class StatusPage {
  private static final Template PAGE = Template.load("page.html");
  private static final String STYLE = Template.resource("page.css");

  private StatusPage() {}

  /**
   * {@return the page}
   *
   * @param status what to show
   * @param refreshing whether the page reloads itself
   */
  public static String render(StatusSnapshot status, boolean refreshing) {
    Map<String, Html> values = new HashMap<>();
    header(values, status);
    PagePicture.fill(values, status);
    process(values, status);
    values.put("refreshLink", refreshLink(refreshing));
    values.put("frontend", Html.text(status.frontend().name()));
    values.put("rows", PageRows.render(status));
    values.put("roleChanges", PageRoleChanges.render(status.roleChanges()));
    return PAGE.fill(values).markup();
  }

  /** {@return what the page may do in a browser: use its own style sheet, nothing else} */
  public static String contentSecurityPolicy() {
    return "default-src 'none'; img-src data:; style-src 'sha256-"
        + sha256(STYLE)
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static void header(Map<String, Html> values, StatusSnapshot status) {
    PageVerdict verdict = PageVerdict.of(status);
    String active = status.routing().map(Server::displayName).orElse("holding");
    values.put("title", Html.text(active + " · " + status.proxyName() + " · Redis Failover"));
    values.put("style", new Html(STYLE));
    values.put("version", Html.text(status.version()));
    values.put("proxyName", Html.text(status.proxyName()));
    values.put("processId", Html.text(Long.toString(ProcessHandle.current().pid())));
    values.put("verdictClass", Html.text(verdict.level().cssClass()));
    values.put("verdict", Html.text(verdict.words()));
    values.put("message", Html.text(status.message()));
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

  private static Html refreshLink(boolean refreshing) {
    return new Html(
        refreshing
            ? "<a href=\"/;norefresh\">Disable refresh</a>"
            : "<a href=\"/\">Enable refresh</a>");
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
