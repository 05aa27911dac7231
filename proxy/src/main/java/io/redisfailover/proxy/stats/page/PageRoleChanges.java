package io.redisfailover.proxy.stats.page;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The role changes: the newest one as a time line, older ones as rows that open to a time line. */
final class PageRoleChanges {
  private static final Template LIST = Template.load("role-changes.html");
  private static final Template CHANGE = Template.load("role-change.html");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageRoleChanges() {}

  static Html render(List<RoleChange> changes) {
    if (changes.isEmpty()) {
      return new Html("<p class=\"none\">None since this proxy started.</p>");
    }
    List<Html> rows = new ArrayList<>();
    rows.add(change(changes.getFirst(), true));
    changes.stream().skip(1).map(older -> change(older, false)).forEach(rows::add);
    return LIST.fill(Map.of("rows", Html.join(rows)));
  }

  private static Html change(RoleChange change, boolean open) {
    Map<String, Html> values = new HashMap<>();
    values.put("open", new Html(open ? " open" : ""));
    values.put("time", Html.text(TIME.format(change.at()) + " UTC"));
    values.put(
        "change",
        Html.text(change.from().map(Server::displayName).orElse("none") + " → " + change.to()));
    values.put("kind", Html.text(change.kind().word()));
    values.put("detected", Html.text(change.detectedBy()));
    values.put("duration", Html.text(Figures.time(change.duration())));
    values.put("closed", Html.text(closed(change.clients().sessionsClosed())));
    values.put("gap", Html.text(gap(change.gapBytes())));
    values.put("message", Html.text(Sentence.of(change.message())));
    values.put("bar", PageTimeline.bar(change));
    values.put("steps", PageTimeline.steps(change));
    values.put("facts", facts(change));
    return CHANGE.fill(values);
  }

  private static Html facts(RoleChange change) {
    RoleChange.Clients clients = change.clients();
    OptionalLong sessions = clients.sessionsClosed();
    String held =
        clients
            .longestWait()
            .map(wait -> Figures.count(clients.held()) + ", the longest " + Figures.time(wait))
            .orElseGet(() -> Figures.count(clients.held()));
    List<Html> facts =
        new ArrayList<>(
            List.of(
                fact("cause", change.cause().map(Cause::word).orElse("not known")),
                fact(observation(change.kind()), change.detectedBy()),
                fact(
                    "sessions closed",
                    sessions.isPresent() ? Figures.count(sessions.getAsLong()) : "not counted"),
                fact("clients held", held),
                fact("gap", gapInWords(change.gapBytes()))));
    if (!change.evidence().isEmpty()) {
      facts.add(fact("evidence", String.join("; ", change.evidence())));
    }
    return Html.join(facts);
  }

  private static String observation(RoleChange.Kind kind) {
    return switch (kind) {
      case FAILOVER, REROUTE -> "detected by";
      case SWITCHOVER, EXTERNAL -> "made by";
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
        ? "0 B: everything seen had been replicated"
        : Figures.bytes(bytes.getAsLong()) + " seen but not replicated";
  }
}
