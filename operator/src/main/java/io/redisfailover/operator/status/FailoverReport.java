package io.redisfailover.operator.status;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyFailover;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.fleet.ProxyStatus;
import io.redisfailover.operator.api.v1.FailbackPolicy;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.pair.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the last change of the active server: that it was, from the status before; why, from the
 * controller or the proxy that promoted; how long it took, from that proxy. Pure.
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
    Optional<ProxyFailover> told = told(to, at);
    Optional<Cause> cause = input.cause();
    boolean planned =
        cause.map(Cause::planned).orElseGet(() -> kind(told) == ProxyFailover.Kind.SWITCHOVER);
    Optional<String> reason =
        told.filter(it -> it.kind() != ProxyFailover.Kind.ADOPTION)
            .map(ProxyFailover::sentence)
            .or(() -> cause.map(Cause::sentence))
            .or(() -> input.pair().map(ControllerStatus::sentence));
    return new LastFailover(
        Times.text(at),
        planned ? plannedKind(to) : failureKind(reason.orElse(""), told),
        from,
        to,
        reason.orElse(null),
        told.flatMap(ProxyFailover::detectedAfter).map(Duration::toMillis).orElse(null),
        told.map(ProxyFailover::duration).map(Duration::toMillis).orElse(null),
        told.flatMap(ProxyFailover::gapBytes).orElse(null),
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
  private Optional<ProxyFailover> told(NodeName to, Instant at) {
    return input.pair().stream()
        .flatMap(pair -> pair.proxies().values().stream())
        .flatMap(reply ->
            reply instanceof ProxyReply.Accepted(Optional<ProxyStatus> status)
                ? status.stream()
                : Stream.empty())
        .flatMap(status -> status.lastFailover().stream())
        .filter(it -> NodeReport.name(it.to()) == to)
        .filter(it -> Duration.between(it.at(), at).abs().compareTo(SAME) <= 0)
        .min(Comparator.comparing(ProxyFailover::kind).thenComparing(ProxyFailover::at));
  }

  private static ProxyFailover.Kind kind(Optional<ProxyFailover> told) {
    return told.map(ProxyFailover::kind).orElse(ProxyFailover.Kind.ADOPTION);
  }

  /** By itself the system goes only to the preferred server, and only when it may. */
  private FailoverKind plannedKind(NodeName to) {
    RedisFailover resource = input.resource();
    boolean sameSpec =
        resource.getStatus() != null
            && resource
                .getMetadata()
                .getGeneration()
                .equals(resource.getStatus().observedGeneration());
    boolean back =
        to == resource.getSpec().failover().preferred()
            && resource.getSpec().failover().failback().policy() == FailbackPolicy.AUTOMATIC;
    return sameSpec && back ? FailoverKind.FAILBACK : FailoverKind.SWITCHOVER;
  }

  /**
   * The words are those of looks and decisions: {@code failover.view.Answer}. What a proxy saw
   * first may be a probe without an answer, while the reason knows more.
   */
  private static FailoverKind failureKind(String reason, Optional<ProxyFailover> told) {
    if (reason.contains("is parked")) {
      return FailoverKind.HANDOVER;
    }
    String words = told.map(ProxyFailover::detectedBy).orElse("");
    return words.isEmpty() || saysClosed(words) || saysClosed(reason)
        ? FailoverKind.CRASH
        : FailoverKind.HANG;
  }

  private static boolean saysClosed(String words) {
    return words.contains("refused") || words.contains("close");
  }
}
