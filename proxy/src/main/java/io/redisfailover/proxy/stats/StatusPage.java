package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The statistics page: HAProxy's colours, words and columns, a picture of both servers, the
 * sentence of the moment and the last changes. One file of HTML and CSS, no script, nothing loaded
 * from anywhere.
 */
final class StatusPage {
  private static final Template PAGE = Template.load("page.html");
  private static final String STYLE = Template.resource("page.css");

  private StatusPage() {}

  /**
   * {@return the page}
   *
   * @param status what to show
   * @param refreshing whether the page reloads itself
   */
  static Html render(StatusSnapshot status, boolean refreshing) {
    Map<String, Html> values = new HashMap<>();
    header(values, status);
    PagePicture.fill(values, status);
    process(values, status);
    values.put("refreshLink", refreshLink(refreshing));
    values.put("frontend", Html.text(status.frontend().name()));
    values.put("rows", PageRows.render(status));
    values.put("failovers", PageFailovers.render(status.failovers()));
    return PAGE.fill(values);
  }

  /** {@return what the page may do in a browser: use its own style sheet, nothing else} */
  static String contentSecurityPolicy() {
    return "default-src 'none'; img-src data:; style-src 'sha256-"
        + sha256(STYLE)
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static void header(Map<String, Html> values, StatusSnapshot status) {
    Verdict verdict = Verdict.of(status);
    String active = status.routing().map(Node::displayName).orElse("holding");
    values.put("title", Html.text(active + " · " + status.proxyName() + " · Redis Failover"));
    values.put("style", new Html(STYLE));
    values.put("version", Html.text(status.version()));
    values.put("proxyName", Html.text(status.proxyName()));
    values.put("processId", Html.text(Long.toString(ProcessHandle.current().pid())));
    values.put("verdictClass", Html.text(verdict.level().cssClass()));
    values.put("verdict", Html.text(verdict.words()));
    values.put("why", Html.text(status.why()));
  }

  private static void process(Map<String, Html> values, StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    values.put("mode", Html.text(status.mode().displayName()));
    values.put("active", Html.text(status.routing().map(Node::displayName).orElse("none")));
    values.put(
        "epoch", Html.text(status.line().map(line -> Long.toString(line.number())).orElse("–")));
    values.put("ready", Html.text(status.ready() ? "yes" : "no"));
    values.put("uptime", Html.text(Figures.span(status.uptime())));
    values.put("address", Html.text(status.frontend().address()));
    values.put("sessions", Html.text(Figures.count(traffic.sessions())));
    values.put("sessionLimit", Html.text(Figures.count(status.frontend().sessionLimit())));
    values.put("rate", Html.text(Figures.count(traffic.rate())));
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
