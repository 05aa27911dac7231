package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.pair.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the last change of the active server: that it was, from the status before; why, from the
 * controller or the proxy that promoted, by the cause that it decided for; how long it took, from
 * that proxy. Pure.
 */
final class FailoverReport {
  /** Clocks of two machines differ: what a proxy tells must be about as old as the change. */
  private static final Duration SAME = Duration.ofSeconds(30);

  private final StatusInput input;

  private FailoverReport(StatusInput input) {
    this.input = input;
  }

  /**
   * {@return the last change}
   *
   * @param input what was observed and decided
   * @param before the status before
   * @param active the active server
   */
  static @Nullable LastFailover of(
      StatusInput input, Optional<RedisFailoverStatus> before, Optional<NodeName> active) {
    Optional<NodeName> from = before.map(RedisFailoverStatus::active);
    boolean moved = from.isPresent() && active.isPresent() && !from.equals(active);
    FailoverReport report = new FailoverReport(input);
    if (moved) {
      return report.moved(from.get(), active.get(), input.now());
    }
    LastFailover known = before.map(RedisFailoverStatus::lastFailover).orElse(null);
    return known == null ? null : report.completed(known);
  }

  private LastFailover moved(NodeName from, NodeName to, Instant at) {
    Optional<RoleChange> told = told(to, at);
    Optional<Explanation> explanation =
        input
            .explanation()
            .filter(it -> it.left().map(NodeReport::name).map(from::equals).orElse(true));
    Optional<RoleChange> maker = told.filter(FailoverReport::tookPart);
    Optional<Explanation> why =
        maker
            .filter(it -> it.kind() == RoleChange.Kind.FAILOVER)
            .flatMap(FailoverReport::explanation)
            .or(() -> explanation)
            .or(() -> maker.flatMap(FailoverReport::explanation));
    return new LastFailover(
        Times.text(at),
        why.map(Explanation::cause).map(FailoverReport::kind).orElse(FailoverKind.UNKNOWN),
        from,
        to,
        why.map(Explanation::sentence)
            .or(() -> maker.map(RoleChange::message))
            .or(() -> input.pair().map(ControllerStatus::sentence))
            .orElse(null),
        told.flatMap(RoleChange::detectedAfter).map(Duration::toMillis).orElse(null),
        told.map(RoleChange::duration).map(Duration::toMillis).orElse(null),
        told.map(RoleChange::gapBytes)
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .orElse(null),
        null);
  }

  /** The proxies are asked each second: what they tell comes after the change is seen. */
  private LastFailover completed(LastFailover known) {
    boolean whole = known.durationMillis() != null;
    if (whole || known.time() == null || known.from() == null || known.to() == null) {
      return known;
    }
    Instant at = Instant.parse(known.time());
    return told(known.to(), at).isPresent() ? moved(known.from(), known.to(), at) : known;
  }

  /** The proxy that promoted knows most; then one that took part. */
  private Optional<RoleChange> told(NodeName to, Instant at) {
    return input.pair().stream()
        .flatMap(pair -> pair.proxies().values().stream())
        .flatMap(reply ->
            reply instanceof ProxyReply.Accepted(Optional<ProxyReport> status)
                ? status.stream()
                : Stream.empty())
        .flatMap(status -> status.lastRoleChange().stream())
        .filter(it -> NodeReport.name(it.to()) == to)
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
    return told.cause().map(cause -> new Explanation(told.from(), cause, told.message()));
  }

  private static FailoverKind kind(Cause cause) {
    return switch (cause) {
      case REFUSED, CLOSED, GARBLED, RESTARTED, FOREIGN -> FailoverKind.CRASH;
      case SILENT -> FailoverKind.HANG;
      case HANDOVER -> FailoverKind.HANDOVER;
      case DEMOTED -> FailoverKind.DEMOTION;
      case SWITCHOVER -> FailoverKind.SWITCHOVER;
      case FAILBACK -> FailoverKind.FAILBACK;
      case COLD_START -> FailoverKind.COLD_START;
      case DECISION -> FailoverKind.DECISION;
      case NEWER_EPOCH, CHECK -> FailoverKind.UNKNOWN;
    };
  }
}
