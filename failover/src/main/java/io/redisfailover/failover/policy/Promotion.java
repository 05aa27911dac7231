package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The promotion of the standby without anybody's command: after a crash (rule 5), or because the
 * active server was parked and waits for its successor (rule 7). The controller does it as one more
 * observer.
 */
final class Promotion {
  private Promotion() {}

  /** What stands against it now, as one sentence; the active server has failed or is parked. */
  static Optional<String> obstacle(Observation seen, FailoverSettings settings, Instant now) {
    Optional<String> common =
        Promotability.staleLook(seen, now)
            .or(() -> Promotability.incompleteCopy(seen, settings.maxLagBytes()));
    return seen.isHandover()
        ? common.or(() -> missingBytes(seen))
        : common.or(() -> Promotability.standbyHearsActive(seen, now));
  }

  private static Optional<String> missingBytes(Observation seen) {
    long missing =
        seen.activeSight().state().orElseThrow().offsetBytes()
            - seen.standbySight().state().orElseThrow().offsetBytes();
    return missing > 0 && seen.detection().guards().on(Guard.EQUAL_OFFSET)
        ? Optional.of("the standby lacks " + missing + " bytes of a server that is alive")
        : Optional.empty();
  }

  /**
   * The order, once nothing stands against it.
   *
   * @param seen what is remembered
   * @param victims the other party, whose connections are closed where the active server answered
   * @param failure why the active server counts as failed
   */
  static Order order(Observation seen, ConnectionName victims, String failure) {
    Line line = seen.line().orElseThrow();
    Guards guards = seen.detection().guards();
    Node standby = line.node().other();
    ServerState copy = seen.standbySight().state().orElseThrow();
    Optional<ServerState> active = seen.activeSight().state();
    long minimum =
        seen.isHandover() && guards.on(Guard.EQUAL_OFFSET) ? active.orElseThrow().offsetBytes() : 0;
    Command promote =
        new Command.Promote(
            standby,
            line.numberAfterMove(),
            Command.Expected.of(copy),
            minimum,
            copy.markers().next().equals(Optional.of(line.marker().next())),
            failure + ": " + standby + " is promoted");
    Optional<Seal> seal =
        active
            .filter(server -> !server.isMaster() && guards.on(Guard.SEAL))
            .map(server ->
                new Seal(line.node(), Set.of(victims), Optional.of(Command.Expected.of(server))));
    return new Order(promote, seal);
  }
}
