package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Instant;
import java.util.Optional;

/**
 * What an observer remembers of one server.
 *
 * @param newest the newest probe result
 * @param lastHeard when the newest probe result was sent in which the server answered anything at
 *     all
 * @param failingSince when the first probe was sent of the present run of probes without any answer
 * @param linkDownSince when the first probe was sent of the present row of answers that say that
 *     its link to a primary is down
 * @param goneSince when the first probe was sent of the present run of probes without any answer in
 *     which the dial was refused: from there on its process does not run, or has been started anew
 * @param replicaUnder the marker of its data when it last answered as a replica, parked or not
 */
public record ServerMemory(
    Optional<ProbeResult> newest,
    Optional<Instant> lastHeard,
    Optional<Instant> failingSince,
    Optional<Instant> linkDownSince,
    Optional<Instant> goneSince,
    Optional<Marker> replicaUnder) {
  /** Nothing seen yet. */
  public static final ServerMemory NONE =
      new ServerMemory(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Takes a probe result in. One that was sent before the newest is passed over.
   *
   * @param result the probe result
   * @return what is remembered from here on
   */
  public ServerMemory seen(ProbeResult result) {
    if (newest.isPresent() && result.sentAt().isBefore(newest.get().sentAt())) {
      return this;
    }
    boolean heard =
        result.answer() instanceof ProbeAnswer.Answered
            || result.answer() instanceof ProbeAnswer.Errored;
    return new ServerMemory(
        Optional.of(result),
        heard ? Optional.of(result.sentAt()) : lastHeard,
        heard ? Optional.empty() : failingSince.or(() -> Optional.of(result.sentAt())),
        linkDown(result),
        gone(result),
        result.state().filter(state -> !state.isPrimary()).isPresent()
            ? result.state().flatMap(ServerState::marker)
            : replicaUnder);
  }

  private Optional<Instant> gone(ProbeResult result) {
    return switch (result.answer()) {
      case ProbeAnswer.Refused refused -> goneSince.or(() -> Optional.of(result.sentAt()));
      case ProbeAnswer.Silent silent -> goneSince;
      default -> Optional.empty();
    };
  }

  private Optional<Instant> linkDown(ProbeResult result) {
    if (!(result.answer() instanceof ProbeAnswer.Answered(ServerState state))) {
      return linkDownSince;
    }
    boolean up = state.role() instanceof ServerState.Replica replica && replica.linkUp();
    return up ? Optional.empty() : linkDownSince.or(() -> Optional.of(result.sentAt()));
  }

  /** {@return what the server said of itself, if its newest probe result is an answer} */
  public Optional<ServerState> state() {
    return newest.flatMap(ProbeResult::state);
  }

  /** {@return the same, if that was recent enough at {@code now} for a command to rest on it} */
  public Optional<ServerState> recentState(Instant now) {
    return newest.filter(result -> result.isRecent(now)).flatMap(ProbeResult::state);
  }

  /** {@return what follows on the server's name in a sentence, such as {@code is parked}} */
  public String predicate() {
    return newest.map(result -> result.answer().predicate()).orElse("has not been probed yet");
  }

  /** {@return what the newest probe result says in a few words, for a row} */
  public String inWords() {
    return newest.map(result -> result.answer().inWords()).orElse("not probed yet");
  }

  /** {@return whether the newest probe result is an answer that says what the server is} */
  public boolean answered() {
    return newest.filter(ProbeResult::answered).isPresent();
  }

  /** {@return whether the server was refused at its newest probe result: nobody listens there} */
  public boolean refused() {
    return newest.filter(result -> result.answer() instanceof ProbeAnswer.Refused).isPresent();
  }
}
