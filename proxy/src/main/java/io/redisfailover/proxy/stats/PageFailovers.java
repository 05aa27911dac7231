package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The last changes of the active server: the newest one told as a time line, the older ones as rows
 * that open to the same.
 */
final class PageFailovers {
  private static final Template LIST = Template.load("failovers.html");
  private static final Template CHANGE = Template.load("failover.html");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageFailovers() {}

  static Html render(List<PastFailover> failovers) {
    if (failovers.isEmpty()) {
      return new Html("<p class=\"none\">None since this proxy started.</p>");
    }
    List<Html> rows = new ArrayList<>();
    rows.add(change(failovers.getFirst(), true));
    failovers.stream().skip(1).map(older -> change(older, false)).forEach(rows::add);
    return LIST.fill(Map.of("rows", Html.join(rows)));
  }

  private static Html change(PastFailover failover, boolean open) {
    Map<String, Html> values = new HashMap<>();
    values.put("open", new Html(open ? " open" : ""));
    values.put("time", Html.text(TIME.format(failover.at()) + " UTC"));
    values.put(
        "change",
        Html.text(failover.from().map(Node::displayName).orElse("nobody") + " → " + failover.to()));
    values.put("kind", Html.text(failover.kind().word()));
    values.put("detected", Html.text(failover.detectedBy()));
    values.put("duration", Html.text(Figures.time(failover.duration())));
    values.put("closed", Html.text(closed(failover.clients().sessionsClosed())));
    values.put("gap", Html.text(gap(failover.gapBytes())));
    values.put("sentence", Html.text(failover.sentence()));
    values.put("bar", PageTimeline.bar(failover));
    values.put("steps", PageTimeline.steps(failover));
    values.put("facts", facts(failover));
    return CHANGE.fill(values);
  }

  private static Html facts(PastFailover failover) {
    AffectedClients clients = failover.clients();
    OptionalLong sessions = clients.sessionsClosed();
    String held =
        clients
            .longestWait()
            .map(wait -> Figures.count(clients.held()) + ", the longest " + Figures.time(wait))
            .orElseGet(() -> Figures.count(clients.held()));
    return Html.join(
        List.of(
            fact("cause", failover.cause().word()),
            fact(observation(failover.kind()), failover.detectedBy()),
            fact(
                "sessions closed",
                sessions.isPresent() ? Figures.count(sessions.getAsLong()) : "not counted"),
            fact("clients held", held),
            fact("gap", gapInWords(failover.gapBytes()))));
  }

  private static String observation(PastFailover.Kind kind) {
    return switch (kind) {
      case FAILOVER, REROUTE -> "detected by";
      case SWITCHOVER, ADOPTION -> "made by";
    };
  }

  private static Html fact(String name, String value) {
    return new Html(
        "<div><dt>"
            + Html.text(name).markup()
            + "</dt><dd>"
            + Html.text(value).markup()
            + "</dd></div>\n");
  }

  private static String closed(OptionalLong sessions) {
    if (sessions.isEmpty()) {
      return "";
    }
    return Figures.count(sessions.getAsLong())
        + (sessions.getAsLong() == 1 ? " session closed" : " sessions closed");
  }

  private static String gap(OptionalLong bytes) {
    return bytes.isPresent() ? "gap " + Figures.bytes(bytes.getAsLong()) : "";
  }

  private static String gapInWords(OptionalLong bytes) {
    if (bytes.isEmpty()) {
      return "not known";
    }
    return bytes.getAsLong() == 0
        ? "0 B: all that was seen had been replicated"
        : Figures.bytes(bytes.getAsLong()) + " were seen and had not been replicated";
  }
}
