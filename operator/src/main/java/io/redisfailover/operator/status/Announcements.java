package io.redisfailover.operator.status;

import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Up to which status the changes of a resource were told by Events. A role change is told when it
 * is known what it was: a proxy knows why it promoted, and reports that up to a second later, while
 * the operator may have seen no more than that a connection was closed. Immutable; pure.
 *
 * @param told the newest status whose changes were told; null before the first
 * @param untold the statuses since then, the oldest first; none when all is told
 * @param waitingSince since when there are any
 */
public record Announcements(
    @Nullable RedisFailoverStatus told,
    List<RedisFailoverStatus> untold,
    Optional<Instant> waitingSince) {
  /** How long the proxies' reports are awaited: each is asked once a second. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * What is told now.
   *
   * @param next what was told then
   * @param events the Events to write, in order
   */
  public record Step(Announcements next, List<ResourceEvent> events) {}

  /** Copies the list. */
  public Announcements {
    untold = List.copyOf(untold);
  }

  /** {@return those of a resource of which all is told up to this status} */
  public static Announcements upTo(@Nullable RedisFailoverStatus status) {
    return new Announcements(status, List.of(), Optional.empty());
  }

  /** {@return whether a role change is not told yet, so that another look is due} */
  public boolean waits() {
    return waitingSince.isPresent();
  }

  /**
   * Says what to tell.
   *
   * @param status the status of now
   * @param now the present moment
   */
  public Step at(RedisFailoverStatus status, Instant now) {
    Instant since = waitingSince.orElse(now);
    boolean early = now.isBefore(since.plus(PATIENCE));
    List<RedisFailoverStatus> all = with(status);
    return early && mayBecomeClearer(status)
        ? new Step(new Announcements(told, all, Optional.of(since)), List.of())
        : new Step(upTo(status), events(all));
  }

  /** {@return the Events that were waited with, of an operator that waits no longer} */
  public List<ResourceEvent> rest() {
    return untold.isEmpty() ? List.of() : events(untold);
  }

  private List<RedisFailoverStatus> with(RedisFailoverStatus status) {
    boolean same = !untold.isEmpty() && untold.getLast().equals(status);
    return same ? untold : Stream.concat(untold.stream(), Stream.of(status)).toList();
  }

  /** All that happened meanwhile, with the role change as it is known by now. */
  private List<ResourceEvent> events(List<RedisFailoverStatus> statuses) {
    List<ResourceEvent> events = new ArrayList<>();
    LastRoleChange known = statuses.getLast().lastRoleChange();
    RedisFailoverStatus before = told;
    for (RedisFailoverStatus status : statuses) {
      boolean same = known != null && ResourceEvent.isKnown(known, status);
      RedisFailoverStatus after = same ? status.with(known) : status;
      events.addAll(ResourceEvent.between(before, after));
      before = after;
    }
    return List.copyOf(events);
  }

  /** What else happens is told at once. */
  private boolean mayBecomeClearer(RedisFailoverStatus status) {
    LastRoleChange change = status.lastRoleChange();
    boolean quiet = status.phase() != Phase.FAILING_OVER && status.phase() != Phase.BLOCKED;
    return quiet
        && change != null
        && !ResourceEvent.isKnown(change, told)
        && (change.durationMillis() == null || isGuess(Objects.requireNonNull(change.kind())));
  }

  private static boolean isGuess(RoleChangeKind kind) {
    return kind == RoleChangeKind.CRASH || kind == RoleChangeKind.UNKNOWN;
  }
}
