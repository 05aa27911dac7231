package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.EvidenceTrace;
import io.redisfailover.failover.observer.FailureTrace;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has happened towards the next role change: a switchover that was announced, or a promotion
 * by this proxy. Both may be absent, when another observer changes the active server. Immutable;
 * pure.
 *
 * @param announced the switchover that was announced
 * @param promotion this proxy's own promotion of the standby
 */
record PendingRoleChange(Optional<Announcement> announced, Optional<Promotion> promotion) {
  /** Nothing has happened. */
  static final PendingRoleChange NONE = new PendingRoleChange(Optional.empty(), Optional.empty());

  /**
   * A switchover that was announced.
   *
   * @param cause why it is done
   * @param at when it was announced
   */
  record Announcement(Cause cause, Instant at) {}

  /**
   * This proxy's own promotion of the standby.
   *
   * @param order the command
   * @param cause why it was decided
   * @param trace how the active server failed
   * @param evidence what each observer knew, in words
   * @param decidedAt when it was decided
   * @param reply the server's state after it; absent before, or when it was not sent
   */
  record Promotion(
      Command.Promote order,
      Cause cause,
      Optional<FailureTrace> trace,
      List<String> evidence,
      Instant decidedAt,
      Optional<ProbeResult> reply) {
    private Promotion replied(ProbeResult result) {
      return new Promotion(order, cause, trace, evidence, decidedAt, Optional.of(result));
    }
  }

  /** {@return with a switchover that was announced} */
  PendingRoleChange announced(Cause cause, Instant now) {
    return new PendingRoleChange(Optional.of(new Announcement(cause, now)), promotion);
  }

  /** {@return with a promotion that was decided, of which {@code seen} shows why} */
  PendingRoleChange promoting(
      Command.Promote order, Cause cause, ObserverMemory seen, Instant now) {
    return new PendingRoleChange(
        announced,
        Optional.of(
            new Promotion(
                order,
                cause,
                FailureTrace.of(seen),
                EvidenceTrace.of(seen, "this proxy"),
                now,
                Optional.empty())));
  }

  /** {@return with the server's state after a command; the same when it is no pending promotion} */
  PendingRoleChange replied(Command command, ProbeResult after) {
    return new PendingRoleChange(
        announced, promotion.map(own -> own.order().equals(command) ? own.replied(after) : own));
  }

  /**
   * Describes the role change that the first route to another server completes.
   *
   * @param from the server that clients leave
   * @param to the server to which they are routed
   * @param message why, in words; a promotion of this proxy has words of its own
   * @param old what was remembered last while {@code from} was the active server
   * @param seen what is remembered now
   * @param now the present moment
   */
  RoleChange completed(
      Server from,
      Server to,
      String message,
      Optional<ObserverMemory> old,
      ObserverMemory seen,
      Instant now) {
    Optional<Promotion> own = promotion.filter(order -> order.order().server() == to);
    Kind kind =
        announced.isPresent() ? Kind.SWITCHOVER : own.isPresent() ? Kind.FAILOVER : Kind.EXTERNAL;
    Optional<FailureTrace> trace =
        own.flatMap(Promotion::trace).or(() -> old.flatMap(FailureTrace::of));
    return new RoleChange(
        Optional.of(from),
        to,
        kind,
        Optional.of(cause(own)),
        detectedBy(kind, trace),
        kind == Kind.FAILOVER ? own.orElseThrow().order().why() : message,
        new Moments(moments(old, trace, own, seen.of(to).newest(), now)),
        Clients.UNKNOWN,
        gapBytes(old, seen.of(to).state()),
        kind == Kind.FAILOVER ? own.orElseThrow().evidence() : List.of());
  }

  private Cause cause(Optional<Promotion> own) {
    return announced
        .map(Announcement::cause)
        .or(() -> own.map(Promotion::cause))
        .orElse(Cause.NEWER_EPOCH);
  }

  private static String detectedBy(Kind kind, Optional<FailureTrace> trace) {
    return switch (kind) {
      case SWITCHOVER -> "the controller";
      case FAILOVER -> trace.map(FailureTrace::inWords).orElse("failure");
      case EXTERNAL, REROUTE -> "another proxy or the controller";
    };
  }

  private static OptionalLong gapBytes(
      Optional<ObserverMemory> old, Optional<ServerState> successor) {
    return old.isPresent() && successor.isPresent()
        ? old.get().gapBytes(successor.get())
        : OptionalLong.empty();
  }

  private Map<Moment, Instant> moments(
      Optional<ObserverMemory> old,
      Optional<FailureTrace> trace,
      Optional<Promotion> own,
      Optional<ProbeResult> successor,
      Instant now) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    if (announced.isPresent()) {
      moments.put(Moment.ANNOUNCED, announced.get().at());
    } else {
      trace
          .flatMap(FailureTrace::lastSign)
          .or(() -> old.flatMap(seen -> seen.evidence().activeSeenAt()))
          .ifPresent(when -> moments.put(Moment.LAST_ANSWER, when));
      trace.ifPresent(failed -> moments.put(Moment.FIRST_FAILED_PROBE, failed.firstFailedProbe()));
    }
    // At the end of a switchover a promotion may be decided that the switchover has made needless.
    own.filter(order -> announced.isEmpty() || order.reply().isPresent())
        .ifPresent(order -> moments.put(Moment.DECIDED, order.decidedAt()));
    Optional<ProbeResult> reply = own.flatMap(Promotion::reply);
    reply.ifPresent(result -> moments.put(Moment.PROMOTE_SENT, result.sentAt()));
    reply
        .filter(ProbeResult::isPrimary)
        .or(() -> successor.filter(ProbeResult::isPrimary))
        .ifPresent(result -> moments.put(Moment.PROMOTED, result.receivedAt()));
    moments.put(Moment.ROUTED, now);
    return moments;
  }
}
