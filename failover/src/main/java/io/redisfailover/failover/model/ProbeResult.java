package io.redisfailover.failover.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One probe of one server.
 *
 * @param server the server that was asked
 * @param sentAt when the probe was sent: what a probe result says was true then or later, never
 *     surely now
 * @param receivedAt when its answer, or the lack of one, was known
 * @param answer what came back
 * @param late by how much the observer itself was late: it sent the probe, or gave it up, so long
 *     after the time for it; nothing that the server could have caused
 */
public record ProbeResult(
    Server server, Instant sentAt, Instant receivedAt, ProbeAnswer answer, Duration late) {
  /** A command rests on a probe that is not older than this. */
  private static final Duration RECENT = Duration.ofMillis(500);

  /** A probe of an observer that was in time. */
  public ProbeResult(Server server, Instant sentAt, Instant receivedAt, ProbeAnswer answer) {
    this(server, sentAt, receivedAt, answer, Duration.ZERO);
  }

  /** {@return the same probe, with another meaning of what the server said} */
  public ProbeResult saying(ServerState state) {
    return new ProbeResult(server, sentAt, receivedAt, new ProbeAnswer.Answered(state), late);
  }

  /** {@return what the server said of itself, if it did} */
  public Optional<ServerState> state() {
    return answer instanceof ProbeAnswer.Answered(ServerState state)
        ? Optional.of(state)
        : Optional.empty();
  }

  /** {@return whether it shows what became of the server: it answered, or nobody listens there} */
  public boolean isConclusive() {
    return switch (answer) {
      case ProbeAnswer.Answered answered -> true;
      case ProbeAnswer.Errored errored -> true;
      case ProbeAnswer.Refused refused -> true;
      case ProbeAnswer.Closed closed -> false;
      case ProbeAnswer.Silent silent -> false;
      case ProbeAnswer.Garbled garbled -> false;
    };
  }

  /** {@return whether the probe is recent enough at {@code now} for a command to rest on it} */
  public boolean isRecent(Instant now) {
    return Duration.between(sentAt, now).compareTo(RECENT) <= 0;
  }

  /** {@return whether the server said what it is} */
  public boolean answered() {
    return answer instanceof ProbeAnswer.Answered;
  }

  /** {@return whether the server called itself a primary} */
  public boolean isPrimary() {
    return answer instanceof ProbeAnswer.Answered(ServerState state) && state.isPrimary();
  }

  /** {@return whether the server called itself a replica of anything} */
  public boolean isReplica() {
    return answer instanceof ProbeAnswer.Answered(ServerState state) && !state.isPrimary();
  }

  /** {@return whether the server said that it is parked} */
  public boolean isParked() {
    return answer instanceof ProbeAnswer.Answered(ServerState state) && state.isParked();
  }

  /** {@return how long it took, from the sending until this was known} */
  public Duration took() {
    return Duration.between(sentAt, receivedAt);
  }
}
