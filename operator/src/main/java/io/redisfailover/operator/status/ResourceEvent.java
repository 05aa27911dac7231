package io.redisfailover.operator.status;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Event of a resource, without its times.
 *
 * @param warning whether its type is Warning, for an administrator to look at
 * @param reason why it is written
 * @param note one sentence: the server, what happened, and what follows
 */
public record ResourceEvent(boolean warning, EventReason reason, String note) {
  /** Makes the note printable: it can quote an annotation, a server or Kubernetes. */
  public ResourceEvent {
    note = Printable.shortened(note);
  }

  /** {@return the Events between two statuses of one resource, in order} */
  public static List<ResourceEvent> between(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    List<ResourceEvent> transitions = new ArrayList<>();
    unavailable(before, after).ifPresent(transitions::add);
    Optional<ResourceEvent> move =
        Optional.ofNullable(after.lastRoleChange())
            .filter(newest -> !isKnown(newest, before))
            .map(ResourceEvent::moved);
    move.ifPresent(transitions::add);
    decision(before, after).ifPresent(transitions::add);
    boolean planned = move.filter(it -> !it.warning()).isPresent() || isHandingOver(after);
    sync(before, after, planned).ifPresent(transitions::add);
    rejected(before, after).ifPresent(transitions::add);
    return List.copyOf(transitions);
  }

  /** A handover that comes to nothing is told again, as the warning that it was not before. */
  private static Optional<ResourceEvent> unavailable(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    boolean handsOver = isHandingOver(after);
    boolean known =
        before != null
            && before.phase() == Phase.FAILING_OVER
            && (handsOver || !isHandingOver(before));
    return after.phase() == Phase.FAILING_OVER && !known
        ? Optional.of(
            new ResourceEvent(
                !handsOver, EventReason.ACTIVE_SERVER_UNAVAILABLE, message(after, "Ready")))
        : Optional.empty();
  }

  /** A pod that is deleted or drained hands over: nothing has failed. */
  private static boolean isHandingOver(RedisFailoverStatus status) {
    return condition(status, "Ready")
        .filter(ready -> ConditionReason.HANDING_OVER.word().equals(ready.reason()))
        .isPresent();
  }

  /** Details that become known later make no other role change. */
  static boolean isKnown(LastRoleChange newest, @Nullable RedisFailoverStatus before) {
    LastRoleChange known = before == null ? null : before.lastRoleChange();
    return known != null
        && Objects.equals(known.time(), newest.time())
        && known.to() == newest.to();
  }

  private static ResourceEvent moved(LastRoleChange change) {
    return switch (Objects.requireNonNull(change.kind())) {
      case SWITCHOVER -> planned("Switchover", change);
      case FAILBACK -> planned("Failback", change);
      case HANDOVER -> new ResourceEvent(false, EventReason.FAILOVER_COMPLETED, failover(change));
      case CRASH, HANG, DEMOTION, COLD_START, DECISION, UNKNOWN ->
          new ResourceEvent(true, EventReason.FAILOVER_COMPLETED, failover(change));
    };
  }

  private static ResourceEvent planned(String what, LastRoleChange change) {
    String time =
        Optional.ofNullable(change.durationMillis()).map(" in %d ms"::formatted).orElse("");
    String note = "%s from %s to %s completed%s.".formatted(what, change.from(), change.to(), time);
    return new ResourceEvent(false, EventReason.SWITCHOVER_COMPLETED, note);
  }

  private static String failover(LastRoleChange change) {
    String time =
        Optional.ofNullable(change.durationMillis()).map(" after %d ms"::formatted).orElse("");
    String gap =
        Optional.ofNullable(change.offsetGapBytes())
            .map(" (replication gap %d bytes)"::formatted)
            .orElse("");
    String why = Objects.requireNonNullElse(change.reason(), "the reason is unknown");
    return Sentence.of(
        "%s replaced %s%s%s: %s".formatted(change.to(), change.from(), time, gap, why));
  }

  private static Optional<ResourceEvent> decision(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    boolean asked = after.phase() == Phase.BLOCKED;
    boolean known = before != null && before.phase() == Phase.BLOCKED;
    return asked && !known
        ? Optional.of(
            new ResourceEvent(true, EventReason.DECISION_REQUIRED, message(after, "Ready")))
        : Optional.empty();
  }

  /**
   * After a switchover the new standby is out of sync until it rejoins, and in a handover it
   * follows a server that is no longer active: that is no warning.
   */
  private static Optional<ResourceEvent> sync(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after, boolean planned) {
    boolean was = holds(before, "InSync");
    boolean is = holds(after, "InSync");
    boolean unknown =
        condition(after, "InSync").filter(it -> it.status() == ConditionStatus.UNKNOWN).isPresent();
    if (was == is || unknown) {
      return Optional.empty();
    }
    return Optional.of(
        is
            ? new ResourceEvent(false, EventReason.STANDBY_IN_SYNC, message(after, "InSync"))
            : new ResourceEvent(
                !planned, EventReason.STANDBY_OUT_OF_SYNC, message(after, "InSync")));
  }

  private static Optional<ResourceEvent> rejected(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    String note = message(after, "ConfigurationApplied");
    boolean known = before != null && message(before, "ConfigurationApplied").equals(note);
    return holds(after, "ConfigurationApplied") || known
        ? Optional.empty()
        : Optional.of(new ResourceEvent(true, EventReason.CONFIGURATION_REJECTED, note));
  }

  private static boolean holds(@Nullable RedisFailoverStatus status, String type) {
    return condition(status, type).filter(it -> it.status() == ConditionStatus.TRUE).isPresent();
  }

  private static String message(RedisFailoverStatus status, String type) {
    return condition(status, type).map(Condition::message).orElse("");
  }

  private static Optional<Condition> condition(@Nullable RedisFailoverStatus status, String type) {
    return Optional.ofNullable(status).map(RedisFailoverStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(it -> it.type().equals(type))
        .findFirst();
  }
}
