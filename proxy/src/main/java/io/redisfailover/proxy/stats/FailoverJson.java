package io.redisfailover.proxy.stats;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells a change of the active server as JSON, on the statistics port. */
final class FailoverJson {
  private FailoverJson() {}

  /** Writes a change into an object. */
  static void write(ObjectNode json, PastFailover failover) {
    json.put("at", failover.at().toString());
    failover.from().ifPresent(node -> json.put("from", node.displayName()));
    json.put("to", failover.to().displayName()).put("kind", failover.kind().word());
    json.put("cause", failover.cause().word());
    json.put("detectedBy", failover.detectedBy()).put("sentence", failover.sentence());
    failover.detectedAfter().ifPresent(time -> json.put("detectedAfterMillis", time.toMillis()));
    json.put("durationMillis", failover.duration().toMillis());
    failover.clients().sessionsClosed().ifPresent(count -> json.put("sessionsClosed", count));
    json.put("clientsHeld", failover.clients().held());
    failover
        .clients()
        .longestWait()
        .ifPresent(time -> json.put("clientsWaitedMillis", time.toMillis()));
    failover.gapBytes().ifPresent(bytes -> json.put("gapBytes", bytes));
    Timeline timeline = failover.timeline();
    ObjectNode moments = json.putObject("moments");
    for (Timeline.Moment moment : timeline.order()) {
      moments
          .putObject(moment.word())
          .put("at", timeline.at(moment).orElseThrow().toString())
          .put("afterMillis", timeline.after(moment).toMillis());
    }
  }
}
