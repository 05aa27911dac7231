package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.KnownPeers;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the route at one moment.
 *
 * @param epoch the newest epoch that the proxy knows; absent before, and in {@code RouteOnly}
 * @param routing the server to which clients are routed; absent while they are held
 * @param ready whether clients should be sent to this proxy
 * @param message why the route is as it is, in words that follow on a colon
 * @param standbyObstacle why the standby cannot take over now; absent when it can, and in {@code
 *     RouteOnly}
 * @param sequence number of the newest push that was taken; 0 before the first
 * @param attempt the present switchover; absent when there is none
 * @param master the newest probe of Master; absent before the first, and in {@code RouteOnly}
 * @param backup the newest probe of Backup, likewise
 * @param roleChanges the last role changes, newest first
 * @param markerWrites how often this proxy has written markers
 * @param peers which other proxies it knows; absent when it was not told
 */
public record RouteStatus(
    Optional<Epoch> epoch,
    Optional<Server> routing,
    boolean ready,
    String message,
    Optional<String> standbyObstacle,
    long sequence,
    Optional<String> attempt,
    Optional<ProbeResult> master,
    Optional<ProbeResult> backup,
    List<RoleChange> roleChanges,
    long markerWrites,
    Optional<KnownPeers> peers) {
  /** Before the first probe or check. */
  public static final RouteStatus STARTING =
      new RouteStatus(
          Optional.empty(),
          Optional.empty(),
          true,
          "the proxy is starting",
          Optional.of("the proxy is starting"),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0,
          Optional.empty());

  /** Copies the list. */
  public RouteStatus {
    roleChanges = List.copyOf(roleChanges);
  }

  /**
   * Builds the status of the mode {@code Promote}.
   *
   * @param state the proxy's state
   * @param outcome what the newest decision has come to
   * @param standbyObstacle why the standby cannot take over now; absent when it can
   * @param changes the last role changes, newest first
   * @param markerWrites how often this proxy has written markers
   */
  static RouteStatus of(
      ProxyState state,
      LiveRoute.Outcome outcome,
      Optional<String> standbyObstacle,
      List<RoleChange> changes,
      long markerWrites) {
    return new RouteStatus(
        state.newestEpoch(),
        outcome.served().map(Epoch::server),
        outcome.ready(),
        outcome.message(),
        standbyObstacle,
        Math.max(0, state.toldSequence()),
        state.switching().map(ProxyState.Switching::attempt),
        state.seen().master().newest(),
        state.seen().backup().newest(),
        changes,
        markerWrites,
        peers(state));
  }

  private static Optional<KnownPeers> peers(ProxyState state) {
    Optional<Set<String>> names = state.seen().ways().peers().names();
    return names.map(known -> new KnownPeers(known.size(), state.peersSequence()));
  }

  /** {@return the same with more known of the last role changes} */
  RouteStatus withRoleChanges(List<RoleChange> changes) {
    return new RouteStatus(
        epoch,
        routing,
        ready,
        message,
        standbyObstacle,
        sequence,
        attempt,
        master,
        backup,
        changes,
        markerWrites,
        peers);
  }

  /** {@return the newest probe of {@code server}; absent before the first} */
  public Optional<ProbeResult> result(Server server) {
    return server == Server.MASTER ? master : backup;
  }
}
