package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.Promotability;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The promotion of the standby without anybody's command: after a crash (rule 6), or because the
 * active server was parked and waits for its successor (rule 7). The controller does it as one more
 * observer.
 */
public final class UnplannedPromotion {
  private UnplannedPromotion() {}

  /** What stands against it now, as one sentence; the active server has failed or is parked. */
  public static Optional<String> obstacle(
      ObserverMemory seen, FailoverSettings settings, Instant now) {
    Optional<String> common =
        Promotability.staleProbe(seen, now)
            .or(() -> Promotability.incompleteCopy(seen, settings.maxLagBytes()));
    return seen.isHandover()
        ? common.or(() -> missingBytes(seen))
        : common.or(() -> Promotability.standbyHearsActive(seen, now));
  }

  private static Optional<String> missingBytes(ObserverMemory seen) {
    long missing =
        seen.activeMemory().state().orElseThrow().offsetBytes()
            - seen.standbyMemory().state().orElseThrow().offsetBytes();
    return missing > 0 && seen.detection().guards().on(Guard.EQUAL_OFFSET)
        ? Optional.of(
            seen.epoch().orElseThrow().server().other()
                + " has not received everything from the active server yet")
        : Optional.empty();
  }

  /**
   * The order, once nothing stands against it.
   *
   * @param seen what is remembered
   * @param victims the other party, whose connections are closed where the active server answered
   * @param failure why the active server counts as failed; true after the promotion too
   */
  public static Order order(ObserverMemory seen, ConnectionName victims, String failure) {
    Epoch epoch = seen.epoch().orElseThrow();
    Guards guards = seen.detection().guards();
    Server standby = epoch.server().other();
    ServerState copy = seen.standbyMemory().state().orElseThrow();
    Optional<ServerState> active = seen.activeMemory().state();
    long minimum =
        seen.isHandover() && guards.on(Guard.EQUAL_OFFSET) ? active.orElseThrow().offsetBytes() : 0;
    Command promote =
        new Command.Promote(
            standby,
            epoch.numberAfterMove(),
            Command.Expected.of(copy),
            minimum,
            Command.Promote.Obsolete.in(copy, epoch.marker().next()),
            failure);
    Optional<Lockout> lockout =
        active
            .filter(serverState -> !serverState.isPrimary() && guards.on(Guard.LOCKOUT))
            .map(serverState ->
                new Lockout(
                    epoch.server(),
                    Set.of(victims),
                    Optional.of(Command.Expected.of(serverState))));
    return new Order(promote, lockout);
  }
}
