package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.observer.Lulls;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.SyncEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a proxy has seen, as JSON. Moments are those of its own clock. */
final class PeerReportJson {
  private static final String STANDBY = "standby";

  private PeerReportJson() {}

  static void write(PeerReport report, ObjectNode body) {
    body.put("at", report.at().toString());
    body.set("epoch", EpochJson.write(report.epoch()));
    SyncEvidence seen = report.evidence();
    body.putObject(STANDBY)
        .put("runId", seen.standbyRunId().orElse(null))
        .put("linkedSince", text(seen.linkedSince()))
        .put("linkUp", seen.linkUp())
        .put("caughtUp", seen.caughtUp())
        .put("markOffset", seen.markOffsetBytes())
        .put("highestOffset", seen.highestOffsetBytes())
        .put("pingedEachSecond", seen.pingsEachSecond());
    body.put("activeSeenAt", text(seen.activeSeenAt()));
    body.put("watchedAt", text(seen.watchedAt()));
    body.put("failingSince", text(report.failingSince()));
    ArrayNode lulls = body.putArray("lulls");
    report
        .lulls()
        .list()
        .forEach(lull ->
            lulls.addObject().put("from", lull.from().toString()).put("to", lull.to().toString()));
  }

  static PeerReport read(Fields fields) throws BadMessageException {
    Fields standby = fields.object(STANDBY);
    SyncEvidence evidence =
        new SyncEvidence(
            standby.textOrNone("runId"),
            standby.instantOrNone("linkedSince"),
            standby.flag("caughtUp"),
            standby.flag("linkUp"),
            standby.number("markOffset", -1, Long.MAX_VALUE),
            standby.number("highestOffset", -1, Long.MAX_VALUE),
            standby.flag("pingedEachSecond"),
            fields.instantOrNone("activeSeenAt"),
            fields.instantOrNone("watchedAt"),
            Optional.empty());
    return new PeerReport(
        fields.instant("at"),
        EpochJson.readOrNull(fields, "epoch"),
        evidence,
        fields.instantOrNone("failingSince"),
        lulls(fields));
  }

  private static Lulls lulls(Fields fields) throws BadMessageException {
    List<Lull> lulls = new ArrayList<>();
    for (Fields lull : fields.objects("lulls", Lulls.MOST)) {
      Instant from = lull.instant("from");
      Instant to = lull.instant("to");
      if (to.isBefore(from)) {
        throw new BadMessageException("a lull ends before it begins");
      }
      lulls.add(new Lull(from, to));
    }
    return new Lulls(lulls);
  }

  private static @Nullable String text(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse(null);
  }
}
