package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The list of the last changes of the active server. */
final class PageFailovers {
  private static final Template TABLE = Template.load("failovers.html");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageFailovers() {}

  static Html render(List<PastFailover> failovers) {
    if (failovers.isEmpty()) {
      return new Html("<p class=\"none\">None since this proxy started.</p>");
    }
    return TABLE.fill(
        Map.of("rows", Html.join(failovers.stream().map(PageFailovers::row).toList())));
  }

  private static Html row(PastFailover failover) {
    String from = failover.from().map(Node::displayName).orElse("nobody");
    return new Html(
        "<tr>"
            + cell(" class=\"time\"", TIME.format(failover.at()))
            + cell(" class=\"head\"", from + " → " + failover.to())
            + cell(" class=\"head\"", failover.kind().word())
            + cell(
                " data-label=\"Detected after\"",
                failover.detectedAfter().map(Figures::time).orElse(""))
            + cell(
                " data-label=\"Clients waited\"",
                failover.clientsWaited().map(Figures::time).orElse(""))
            + cell("", failover.sentence())
            + "</tr>\n");
  }

  private static String cell(String attributes, String text) {
    return "<td" + attributes + ">" + Html.text(text).markup() + "</td>";
  }
}
