package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The picture of both servers: which one is active, and which way data flow between them. */
final class PagePicture {
  private static final Template CARD = Template.load("server-card.html");
  private static final String UNKNOWN = "–";

  private PagePicture() {}

  static void fill(Map<String, Html> values, StatusSnapshot status) {
    Traffic traffic = status.frontend().traffic();
    Flow flow = Flow.of(status);
    values.put(
        "sessionsWord", Html.text(traffic.sessions() == 1 ? "client session" : "client sessions"));
    values.put("heldWords", Html.text(heldWords(status)));
    values.put(
        "pairClass",
        Html.text(status.routing().map(node -> "to-" + node.markerWord()).orElse("to-none")));
    values.put("masterCard", card(status, Node.MASTER));
    values.put("backupCard", card(status, Node.BACKUP));
    values.put("linkClass", Html.text(flow.cssClass()));
    values.put("linkWords", Html.text(flow.words()));
  }

  private static String heldWords(StatusSnapshot status) {
    long held = status.frontend().traffic().held();
    String to = status.routing().map(node -> "go to " + node).orElse("go nowhere now");
    return held == 0 ? to : Figures.count(held) + " held";
  }

  private static Html card(StatusSnapshot status, Node node) {
    ServerStatus server = status.server(node);
    ServerCondition condition = ServerCondition.of(status, node);
    Map<String, Html> values = new HashMap<>();
    values.put("conditionClass", Html.text(condition.cssClass()));
    values.put("name", Html.text(node.displayName()));
    values.put("condition", Html.text(condition.words()));
    values.put("role", Html.text(role(server)));
    values.put("address", Html.text(server.endpoint().toString()));
    values.put("sessions", Html.text(Figures.count(server.traffic().sessions())));
    values.put("offset", Html.text(offset(server)));
    values.put("heardLabel", Html.text(server.view().isPresent() ? "heard" : "checked"));
    values.put("heard", Html.text(heard(status, server)));
    return CARD.fill(values);
  }

  private static String role(ServerStatus server) {
    return server
        .view()
        .map(view -> view.answer().inWords())
        .or(() -> lastCheck(server).map(result -> result.status().description()))
        .orElse("nothing heard yet");
  }

  private static String offset(ServerStatus server) {
    return server
        .view()
        .flatMap(View::state)
        .map(state -> Figures.count(state.offsetBytes()))
        .orElse(UNKNOWN);
  }

  private static String heard(StatusSnapshot status, ServerStatus server) {
    return server
        .view()
        .map(view -> Figures.time(age(status, view)) + " ago")
        .or(() -> lastCheck(server).map(result -> result.status() + inTime(result)))
        .orElse(UNKNOWN);
  }

  private static String inTime(CheckResult result) {
    return " in " + Figures.time(result.duration());
  }

  private static Optional<CheckResult> lastCheck(ServerStatus server) {
    return server.check().flatMap(CheckedServer::last);
  }

  private static Duration age(StatusSnapshot status, View view) {
    Duration age = Duration.between(view.receivedAt(), status.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** The arrow between the two. */
  private record Flow(String cssClass, String words) {
    private static Flow of(StatusSnapshot status) {
      for (Node node : Node.values()) {
        if (follows(status, node)) {
          return new Flow("to-" + node.markerWord(), words(status, node));
        }
      }
      boolean heard = status.master().view().isPresent() || status.backup().view().isPresent();
      return heard
          ? new Flow("broken", "no replication")
          : new Flow("unknown", "replication is not watched");
    }

    private static boolean follows(StatusSnapshot status, Node node) {
      return status
          .server(node)
          .view()
          .filter(view ->
              view.answer() instanceof Answer.Answered(ServerState state) && state.isLinkedToPeer())
          .isPresent();
    }

    private static String words(StatusSnapshot status, Node node) {
      OptionalLong lag = Replication.lagBytes(status, node);
      if (lag.isEmpty()) {
        return "replicates";
      }
      return lag.getAsLong() == 0
          ? "replicates, in sync"
          : "replicates, " + Figures.bytes(lag.getAsLong()) + " behind";
    }
  }
}
