package io.redisfailover.operator.status;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened between two statuses and that becomes an Event.
 *
 * @param warning whether somebody should look at it
 * @param reason in one word
 * @param note in a sentence
 */
public record Transition(boolean warning, String reason, String note) {
  /** {@return what happened between two statuses of one resource, in order} */
  public static List<Transition> between(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    List<Transition> transitions = new ArrayList<>();
    Optional<Phase> was = Optional.ofNullable(before).map(RedisFailoverStatus::phase);
    if (after.phase() == Phase.FAILING_OVER && !was.equals(Optional.of(Phase.FAILING_OVER))) {
      transitions.add(new Transition(true, "FailoverStarted", message(after, "Ready")));
    }
    Optional<Transition> move =
        Optional.ofNullable(after.lastFailover())
            .filter(newest -> !isKnown(newest, before))
            .map(Transition::moved);
    move.ifPresent(transitions::add);
    question(before, after).ifPresent(transitions::add);
    boolean planned = move.filter(it -> !it.warning()).isPresent();
    sync(before, after, planned).ifPresent(transitions::add);
    rejected(before, after).ifPresent(transitions::add);
    return List.copyOf(transitions);
  }

  /** More may become known of a change later: that makes it no other one. */
  private static boolean isKnown(LastFailover newest, @Nullable RedisFailoverStatus before) {
    LastFailover known = before == null ? null : before.lastFailover();
    return known != null
        && Objects.equals(known.time(), newest.time())
        && known.to() == newest.to();
  }

  private static Transition moved(LastFailover failover) {
    String note =
        "%s took over from %s: %s."
            .formatted(
                name(failover.to()),
                name(failover.from()),
                Objects.requireNonNullElse(failover.reason(), "no reason is known"));
    return switch (Objects.requireNonNull(failover.kind())) {
      case SWITCHOVER, FAILBACK -> new Transition(false, "SwitchoverCompleted", note);
      case CRASH, HANG, HANDOVER, DEMOTION, COLD_START, DECISION, UNKNOWN ->
          new Transition(true, "FailedOver", note);
    };
  }

  /** As people write it in the resource. */
  private static String name(@Nullable NodeName node) {
    return node == NodeName.MASTER ? "Master" : "Backup";
  }

  private static Optional<Transition> question(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    boolean asked = after.phase() == Phase.BLOCKED;
    boolean known = before != null && before.phase() == Phase.BLOCKED;
    return asked && !known
        ? Optional.of(new Transition(true, "NeedsDecision", message(after, "Ready")))
        : Optional.empty();
  }

  /** The new standby of a planned switch has to follow first: that is nothing to look at. */
  private static Optional<Transition> sync(
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
            ? new Transition(false, "StandbyInSync", message(after, "InSync"))
            : new Transition(!planned, "StandbyLost", message(after, "InSync")));
  }

  private static Optional<Transition> rejected(
      @Nullable RedisFailoverStatus before, RedisFailoverStatus after) {
    String note = message(after, "ConfigurationApplied");
    boolean known = before != null && message(before, "ConfigurationApplied").equals(note);
    return holds(after, "ConfigurationApplied") || known
        ? Optional.empty()
        : Optional.of(new Transition(true, "ConfigurationRejected", note));
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
