package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.controllers.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last role change: that it happened, from the status before; why, from the controller or the
 * proxy that promoted; how long it took, from that proxy. Pure.
 */
final class RoleChangeBuilder {
  /** Tolerance between the clocks of two machines. */
  private static final Duration SAME = Duration.ofSeconds(30);

  private final StatusInput input;

  private RoleChangeBuilder(StatusInput input) {
    this.input = input;
  }

  /**
   * {@return the last role change, if any is known}
   *
   * @param input what was observed and decided
   * @param before the status before
   * @param active the active server
   */
  static @Nullable LastRoleChange of(
      StatusInput input, Optional<RedisFailoverStatus> before, Optional<ServerName> active) {
    Optional<ServerName> from = before.map(RedisFailoverStatus::active);
    boolean moved = from.isPresent() && active.isPresent() && !from.equals(active);
    RoleChangeBuilder report = new RoleChangeBuilder(input);
    if (moved) {
      return report.moved(from.get(), active.get(), input.now());
    }
    LastRoleChange known = before.map(RedisFailoverStatus::lastRoleChange).orElse(null);
    return known == null ? null : report.completed(known);
  }

  private LastRoleChange moved(ServerName from, ServerName to, Instant at) {
    Optional<RoleChange> told = told(to, at);
    Optional<Explanation> explanation =
        input
            .explanation()
            .filter(it -> it.left().map(ServerStatusBuilder::name).map(from::equals).orElse(true));
    Optional<RoleChange> maker = told.filter(RoleChangeBuilder::tookPart);
    Optional<Explanation> why =
        maker
            .filter(it -> it.kind() == RoleChange.Kind.FAILOVER)
            .flatMap(RoleChangeBuilder::explanation)
            .or(() -> explanation)
            .or(() -> maker.flatMap(RoleChangeBuilder::explanation));
    return new LastRoleChange(
        Times.text(at),
        why.map(Explanation::cause).map(RoleChangeBuilder::kind).orElse(RoleChangeKind.UNKNOWN),
        from,
        to,
        why.map(Explanation::sentence)
            .or(() -> maker.map(RoleChange::message))
            .map(Sentence::of)
            .orElse(null),
        told.flatMap(RoleChange::detectedAfter)
            .or(() -> why.flatMap(Explanation::detectedAfter))
            .map(Duration::toMillis)
            .orElse(null),
        told.map(RoleChange::duration).map(Duration::toMillis).orElse(null),
        told.map(RoleChange::gapBytes)
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .orElse(null),
        discarded(from).orElse(null),
        evidence(maker, explanation));
  }

  /** That of the proxy that promoted, or else of the controller. */
  private static @Nullable List<String> evidence(
      Optional<RoleChange> maker, Optional<Explanation> explanation) {
    return Stream.of(maker.map(RoleChange::evidence), explanation.map(Explanation::evidence))
        .flatMap(Optional::stream)
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** What the old active server discarded when it rejoined in the present epoch, if it has. */
  private Optional<Long> discarded(ServerName from) {
    Optional<Long> epoch = input.controller().flatMap(ControllerStatus::epoch).map(Epoch::number);
    return input
        .controller()
        .flatMap(ControllerStatus::discarded)
        .filter(it -> ServerStatusBuilder.name(it.server()) == from)
        .filter(it -> epoch.equals(Optional.of(it.epochNumber())))
        .map(ControllerStatus.Discarded::bytes);
  }

  /**
   * A proxy reports a role change up to a second after the operator saw it, and that which promoted
   * may be the last one to.
   */
  private LastRoleChange completed(LastRoleChange known) {
    if (known.time() == null || known.from() == null || known.to() == null) {
      return known;
    }
    Instant at = Instant.parse(known.time());
    Optional<RoleChange> told = told(known.to(), at);
    boolean recent = input.now().isBefore(at.plus(Announcements.PATIENCE));
    boolean more =
        known.durationMillis() == null
            ? told.isPresent()
            : recent && told.filter(it -> it.kind() == RoleChange.Kind.FAILOVER).isPresent();
    return rejoined(more ? moved(known.from(), known.to(), at) : known);
  }

  /** The old active server rejoins at any time after the role change. */
  private LastRoleChange rejoined(LastRoleChange known) {
    if (known.discardedBytes() != null || known.from() == null) {
      return known;
    }
    return discarded(known.from())
        .map(bytes ->
            new LastRoleChange(
                known.time(),
                known.kind(),
                known.from(),
                known.to(),
                known.reason(),
                known.detectedAfterMillis(),
                known.durationMillis(),
                known.offsetGapBytes(),
                bytes,
                known.evidence()))
        .orElse(known);
  }

  /** The report of the proxy that promoted, or else of one that took part. */
  private Optional<RoleChange> told(ServerName to, Instant at) {
    return input.controller().stream()
        .flatMap(controller -> controller.proxies().values().stream())
        .flatMap(reply ->
            reply instanceof ProxyReply.Accepted(Optional<ProxyReport> status)
                ? status.stream()
                : Stream.empty())
        .flatMap(status -> status.lastRoleChange().stream())
        .filter(it -> ServerStatusBuilder.name(it.to()) == to)
        .filter(it -> Duration.between(it.at(), at).abs().compareTo(SAME) <= 0)
        .min(Comparator.comparing(RoleChange::kind).thenComparing(RoleChange::at));
  }

  private static boolean tookPart(RoleChange told) {
    return switch (told.kind()) {
      case FAILOVER, SWITCHOVER -> true;
      case EXTERNAL, REROUTE -> false;
    };
  }

  private static Optional<Explanation> explanation(RoleChange told) {
    return told.cause()
        .map(cause ->
            new Explanation(
                told.from(), cause, told.message(), told.evidence(), told.detectedAfter()));
  }

  private static RoleChangeKind kind(Cause cause) {
    return switch (cause) {
      case REFUSED, CLOSED, GARBLED, RESTARTED, FOREIGN -> RoleChangeKind.CRASH;
      case SILENT -> RoleChangeKind.HANG;
      case HANDOVER -> RoleChangeKind.HANDOVER;
      case DEMOTED -> RoleChangeKind.DEMOTION;
      case SWITCHOVER -> RoleChangeKind.SWITCHOVER;
      case FAILBACK -> RoleChangeKind.FAILBACK;
      case COLD_START -> RoleChangeKind.COLD_START;
      case DECISION -> RoleChangeKind.DECISION;
      case PARKED, NEWER_EPOCH, CHECK -> RoleChangeKind.UNKNOWN;
    };
  }
}
