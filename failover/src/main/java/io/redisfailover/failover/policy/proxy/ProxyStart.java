package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a proxy that starts finds its epoch: from the data or from a push. */
final class ProxyStart {
  /**
   * How long a proxy waits for the other server to answer, or to follow, before it trusts the one
   * that it sees.
   */
  static final Duration OTHER_UNSEEN = Duration.ofSeconds(10);

  private ProxyStart() {}

  /** The epoch that the proxy begins with, once enough was seen. */
  static Optional<Epoch> decide(ProxyState state, Instant now) {
    if (!enoughSeen(state)) {
      return Optional.empty();
    }
    Optional<Server> master = master(state);
    return master.isPresent() ? ofMaster(state, master.get(), now) : ofData(state);
  }

  /** What is missing, as one sentence. */
  static String missing(ProxyState state) {
    if (!enoughSeen(state)) {
      return "waiting for the first probe of both servers";
    }
    return master(state)
        .map(server -> missing(state, server))
        .orElseGet(() ->
            "no server is active (Master: %s; Backup: %s)"
                .formatted(state.seen().master().inWords(), state.seen().backup().inWords()));
  }

  private static String missing(ProxyState state, Server primary) {
    Optional<Marker> marker = primaryAt(state, primary).flatMap(ServerState::marker);
    if (marker.isEmpty()) {
      return primary + " is a primary, but carries no marker of its epoch";
    }
    long newest = Math.max(highestMarker(state), state.told().map(Epoch::number).orElse(0L));
    if (marker.get().server() != primary || marker.get().number() != newest) {
      return primary + " is a primary, but not of the newest known epoch";
    }
    return primary
        + (state.seen().of(primary.other()).answered()
            ? " has begun another history of its epoch; waiting for "
                + primary.other()
                + " to follow it"
            : " is a primary; waiting for " + primary.other() + " to answer");
  }

  private static boolean enoughSeen(ProxyState state) {
    boolean both =
        state.seen().master().newest().isPresent() && state.seen().backup().newest().isPresent();
    return both
        || state.told().filter(epoch -> state.seen().of(epoch.server()).answered()).isPresent();
  }

  /** The only primary, or of two the one with the higher marker. */
  private static Optional<Server> master(ProxyState state) {
    Optional<ServerState> master = primaryAt(state, Server.MASTER);
    Optional<ServerState> backup = primaryAt(state, Server.BACKUP);
    if (master.isPresent() && backup.isPresent()) {
      long difference = master.get().markerNumber() - backup.get().markerNumber();
      if (difference == 0) {
        return Optional.empty();
      }
      return Optional.of(difference > 0 ? Server.MASTER : Server.BACKUP);
    }
    if (master.isPresent()) {
      return Optional.of(Server.MASTER);
    }
    return backup.map(shown -> Server.BACKUP);
  }

  private static Optional<ServerState> primaryAt(ProxyState state, Server server) {
    return state.seen().of(server).state().filter(ServerState::isPrimary);
  }

  private static Optional<Epoch> ofMaster(ProxyState state, Server server, Instant now) {
    ServerState master = state.seen().of(server).state().orElseThrow();
    long number = master.markerNumber();
    Optional<Epoch> known = state.told();
    boolean newest =
        number >= highestMarker(state) && known.filter(epoch -> epoch.number() > number).isEmpty();
    if (master.marker().isEmpty()) {
      return known.filter(epoch ->
          epoch.server() == server && epoch.replicationId().equals(master.replicationId()));
    }
    boolean own = master.marker().map(Marker::server).filter(server::equals).isPresent();
    if (!newest || !own) {
      return Optional.empty();
    }
    // One that restarted by itself: the other server may be about to be promoted, or follows soon.
    boolean restarted = state.seen().hasBegunAnotherHistory(server, master);
    boolean sure =
        (state.seen().of(server.other()).answered() && !restarted)
            || known.filter(epoch -> confirms(epoch, number, master)).isPresent()
            || Duration.between(state.seen().startedAt(), now).compareTo(OTHER_UNSEEN) > 0;
    return sure ? Optional.of(new Epoch(number, server, master.replicationId())) : Optional.empty();
  }

  /** Whether a told epoch is that of a primary, or an older one. */
  private static boolean confirms(Epoch told, long number, ServerState primary) {
    return told.number() < number || told.replicationId().equals(primary.replicationId());
  }

  /** No primary anywhere: the epoch that the data name, to wait for its server. */
  private static Optional<Epoch> ofData(ProxyState state) {
    long highest = highestMarker(state);
    boolean bothAnswered = state.seen().master().answered() && state.seen().backup().answered();
    boolean anyPrimary =
        primaryAt(state, Server.MASTER).isPresent() || primaryAt(state, Server.BACKUP).isPresent();
    if (!bothAnswered
        || anyPrimary
        || highest == 0
        || state.told().filter(epoch -> epoch.number() > highest).isPresent()) {
      return Optional.empty();
    }
    for (Server server : Server.values()) {
      ServerState serverState = state.seen().of(server).state().orElseThrow();
      if (serverState.markerNumber() == highest) {
        return Optional.of(
            new Epoch(
                highest, serverState.marker().orElseThrow().server(), serverState.replicationId()));
      }
    }
    return Optional.empty();
  }

  private static long highestMarker(ProxyState state) {
    long highest = 0;
    for (Server server : Server.values()) {
      highest =
          Math.max(
              highest, state.seen().of(server).state().map(ServerState::markerNumber).orElse(0L));
    }
    return highest;
  }
}
