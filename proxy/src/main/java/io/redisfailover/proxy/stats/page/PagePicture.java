package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.stats.model.ReplicationLag;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The picture of both servers: which one is active, and which way data flows between them. */
final class PagePicture {
  private static final Template CARD = Template.load("server-card.html");
  private static final String UNKNOWN = "–";

  private PagePicture() {}

  static void fill(Map<String, Html> values, StatusSnapshot status, PageView view) {
    Traffic traffic = status.frontend().traffic();
    Flow flow = Flow.of(status);
    values.put(
        "sessionsWord",
        Html.text(traffic.sessions().current() == 1 ? "client session" : "client sessions"));
    values.put("heldWords", Html.text(heldWords(status)));
    values.put(
        "pairClass",
        Html.text(status.routing().map(server -> "to-" + server.markerWord()).orElse("to-none")));
    values.put("masterCard", card(status, view, Server.MASTER));
    values.put("backupCard", card(status, view, Server.BACKUP));
    values.put("linkClass", Html.text(flow.cssClass()));
    values.put("linkWords", Html.text(flow.words()));
  }

  private static String heldWords(StatusSnapshot status) {
    long held = status.frontend().traffic().holds().current();
    String to = status.routing().map(server -> "routed to " + server).orElse("no route");
    return held == 0 ? to : Figures.count(held) + " held";
  }

  private static Html card(StatusSnapshot status, PageView view, Server server) {
    ServerSnapshot snapshot = status.server(server);
    ServerCondition condition = ServerCondition.of(status, server);
    Map<String, Html> values = new HashMap<>();
    values.put("conditionClass", Html.text(ConditionStyle.cssClass(condition)));
    values.put("name", Html.text(server.displayName()));
    values.put("condition", Html.text(condition.words()));
    values.put("role", Html.text(role(snapshot)));
    values.put("address", Html.text(snapshot.endpoint().toString()));
    values.put("sessions", Html.text(Figures.count(snapshot.traffic().sessions().current())));
    values.put("offset", Html.text(offset(snapshot)));
    values.put("lastLabel", Html.text(snapshot.result().isPresent() ? "last probe" : "last check"));
    values.put("acts", PageActs.form(view, server));
    values.put("last", Html.text(last(status, snapshot)));
    return CARD.fill(values);
  }

  private static String role(ServerSnapshot snapshot) {
    return snapshot
        .result()
        .map(result -> result.answer().inWords())
        .or(() -> lastCheck(snapshot).map(result -> result.status().description()))
        .orElse("not probed yet");
  }

  private static String offset(ServerSnapshot snapshot) {
    return snapshot
        .result()
        .flatMap(ProbeResult::state)
        .map(state -> Figures.count(state.offsetBytes()))
        .orElse(UNKNOWN);
  }

  private static String last(StatusSnapshot status, ServerSnapshot snapshot) {
    return snapshot
        .result()
        .map(result -> Figures.time(age(status, result)) + " ago")
        .or(() -> lastCheck(snapshot).map(result -> result.status() + inTime(result)))
        .orElse(UNKNOWN);
  }

  private static String inTime(CheckResult result) {
    return " in " + Figures.time(result.duration());
  }

  private static Optional<CheckResult> lastCheck(ServerSnapshot snapshot) {
    return snapshot.check().flatMap(CheckedServer::last);
  }

  private static Duration age(StatusSnapshot status, ProbeResult result) {
    Duration age = Duration.between(result.receivedAt(), status.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** The arrow between the two. */
  private record Flow(String cssClass, String words) {
    private static Flow of(StatusSnapshot status) {
      for (Server server : Server.values()) {
        if (follows(status, server)) {
          return new Flow("to-" + server.markerWord(), words(status, server));
        }
      }
      boolean probed = status.master().result().isPresent() || status.backup().result().isPresent();
      return probed
          ? new Flow("broken", "no replication")
          : new Flow("unknown", "replication is not watched");
    }

    private static boolean follows(StatusSnapshot status, Server server) {
      return status
          .server(server)
          .result()
          .filter(result ->
              result.answer() instanceof ProbeAnswer.Answered(ServerState state)
                  && state.isLinkedToPeer())
          .isPresent();
    }

    private static String words(StatusSnapshot status, Server server) {
      OptionalLong lag = ReplicationLag.lagBytes(status, server);
      if (lag.isEmpty()) {
        return "replicates";
      }
      return lag.getAsLong() == 0
          ? "replicates, no lag"
          : "replicates, " + Figures.bytes(lag.getAsLong()) + " behind";
    }
  }
}
