package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
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
 * @param lastState what it said of itself when it last did
 * @param wasActive whether it was the active server when it was heard last
 * @param answeringSince when the first answer came of the present row of answers that each came
 *     soon: a server that stood still itself does not know yet what has come meanwhile
 * @param unwatched by how much the observer was late since then, in the probes that were not
 *     answered
 * @param primarySince when the first answer came of the present row of answers as a primary of one
 *     history
 * @param heardByReplicaAt when the first answer of its replica came which says that this server,
 *     silent to the observer since {@code failingSince}, still sends to it
 * @param answerTook how long the newest answer took
 */
public record ServerMemory(
    Optional<ProbeResult> newest,
    Optional<Instant> lastHeard,
    Optional<Instant> failingSince,
    Optional<Instant> linkDownSince,
    Optional<Instant> goneSince,
    Optional<Marker> replicaUnder,
    Optional<ServerState> lastState,
    boolean wasActive,
    Optional<Instant> answeringSince,
    Duration unwatched,
    Optional<Instant> primarySince,
    Optional<Instant> heardByReplicaAt,
    Duration answerTook) {
  /** An answer that takes longer begins another row of answers. */
  private static final Duration SOON = Duration.ofMillis(250);

  /**
   * A replica that says to have heard its primary so many whole seconds ago has heard it up to this
   * much earlier. Source: Redis subtracts whole seconds of a clock that it reads ten times a
   * second.
   */
  private static final Duration WHOLE_SECONDS = Duration.ofMillis(1_100);

  /**
   * What a replica hears from a server that goes on is known so long before that server answers.
   */
  private static final Duration GOES_ON = Duration.ofMillis(500);

  /** Nothing seen yet. */
  public static final ServerMemory NONE =
      new ServerMemory(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO);

  /**
   * Takes a probe result in. One that was sent before the newest is passed over.
   *
   * @param result the probe result
   * @param active whether it is the active server
   * @return what is remembered from here on
   */
  ServerMemory seen(ProbeResult result, boolean active) {
    if (passesOver(result)) {
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
            : replicaUnder,
        result.state().or(() -> lastState),
        heard ? active : wasActive,
        heard ? row(result) : Optional.empty(),
        heard ? Duration.ZERO : unwatched.plus(result.late()),
        primary(result),
        heard ? Optional.empty() : heardByReplicaAt,
        heard ? result.took() : answerTook);
  }

  /** {@return whether a probe result is older than the newest one, and tells nothing any more} */
  public boolean passesOver(ProbeResult result) {
    return newest.filter(known -> result.sentAt().isBefore(known.sentAt())).isPresent();
  }

  /**
   * {@return the same, with what its replica says of it: a server that is silent only to the
   * observer does not stand still}
   *
   * @param replica an answer of the other server
   */
  ServerMemory heardBy(ProbeResult replica) {
    boolean hears =
        heardByReplicaAt.isEmpty()
            && failingSince.isPresent()
            && replica
                .state()
                .filter(ServerState::isLinkedToPeer)
                .flatMap(ServerState::heardPeerAgo)
                .filter(ago ->
                    replica.sentAt().minus(ago).minus(WHOLE_SECONDS).isAfter(failingSince.get()))
                .isPresent();
    return hears ? with(lastState, newest, Optional.of(replica.receivedAt())) : this;
  }

  private ServerMemory with(
      Optional<ServerState> state, Optional<ProbeResult> result, Optional<Instant> heardBy) {
    return new ServerMemory(
        result,
        lastHeard,
        failingSince,
        linkDownSince,
        goneSince,
        replicaUnder,
        state,
        wasActive,
        answeringSince,
        unwatched,
        primarySince,
        heardBy,
        answerTook);
  }

  private Optional<Instant> primary(ProbeResult result) {
    if (!(result.answer() instanceof ProbeAnswer.Answered(ServerState state))) {
      return primarySince;
    }
    boolean same =
        lastState.filter(then -> then.replicationId().equals(state.replicationId())).isPresent();
    return state.isPrimary()
        ? primarySince.filter(since -> same).or(() -> Optional.of(result.receivedAt()))
        : Optional.empty();
  }

  /**
   * {@return how long it has not been heard, as far as this observer has watched it: a time in
   * which a probe should have ended and the observer did nothing does not count}
   *
   * @param startedAt when the observer began, for a server that was never heard
   * @param probe how long one probe takes at most, with the rest before it
   * @param now the present moment
   */
  Duration silence(Instant startedAt, Duration probe, Instant now) {
    Instant watched = newest.map(ProbeResult::receivedAt).orElse(startedAt).plus(probe);
    Instant until = now.isBefore(watched) ? now : watched;
    return Duration.between(lastHeard.orElse(startedAt), until).minus(unwatched);
  }

  /**
   * {@return the stall that an answer ends: it was the active server when it was heard last, has
   * been the same process since then, and nobody saw it refuse or close a connection meanwhile, or
   * heard it}
   *
   * @param result the newest probe result, which is not part of this memory yet
   */
  Optional<Stall> endedBy(ProbeResult result) {
    boolean wentOn =
        heardByReplicaAt
            .filter(at -> Duration.between(at, result.receivedAt()).compareTo(GOES_ON) > 0)
            .isPresent();
    if (!wasActive || !wasSilentAtMost() || wentOn || lastHeard.isEmpty()) {
      return Optional.empty();
    }
    Duration length =
        Duration.between(lastHeard.get(), result.receivedAt())
            .minus(unwatched)
            .minus(result.late());
    return result
        .state()
        .filter(now -> lastState.filter(then -> then.runId().equals(now.runId())).isPresent())
        .map(now ->
            new Stall(
                result.server(),
                result.receivedAt(),
                length,
                isBusy(lastState.orElseThrow(), now, length)));
  }

  /**
   * {@return whether nobody saw it refuse or close a connection since it was heard last, so that it
   * may be the same process}
   */
  boolean wasSilentAtMost() {
    boolean broke =
        newest
            .map(ProbeResult::answer)
            .filter(answer -> answer instanceof ProbeAnswer.Closed)
            .isPresent();
    return goneSince.isEmpty() && !broke;
  }

  private static boolean isBusy(ServerState then, ServerState now, Duration length) {
    return then.processorMillis() >= 0
        && (now.processorMillis() - then.processorMillis()) * 2 >= length.toMillis();
  }

  private Optional<Instant> row(ProbeResult result) {
    boolean soon = result.took().compareTo(SOON) <= 0;
    return answeringSince.filter(since -> soon).or(() -> Optional.of(result.receivedAt()));
  }

  /** {@return whether it has answered without a pause for so long} */
  boolean answersFor(Duration time, Instant now) {
    return answeringSince
        .filter(since -> Duration.between(since, now).compareTo(time) >= 0)
        .isPresent();
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

  /** {@return the same, as a replica of the other server if both show that it is one} */
  ServerMemory recognized(ServerMemory other) {
    Optional<ServerState> now = state();
    Optional<ServerState> known = now.flatMap(it -> other.state().map(it::recognized));
    return known.isEmpty() || known.equals(now)
        ? this
        : with(known, newest.map(result -> result.saying(known.get())), heardByReplicaAt);
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

  /**
   * {@return whether it has just closed a connection, which proves nothing before it was dialled
   * again}
   */
  public boolean isDialledAgain() {
    return newest
        .map(ProbeResult::answer)
        .filter(answer -> answer instanceof ProbeAnswer.Closed closed && !closed.onFreshDial())
        .isPresent();
  }

  /** {@return whether the server was refused at its newest probe result: nobody listens there} */
  public boolean refused() {
    return newest.filter(result -> result.answer() instanceof ProbeAnswer.Refused).isPresent();
  }
}
