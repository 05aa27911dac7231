package io.redisfailover.proxy.stats.model;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where sessions are pinned at one moment: server by phase by age. Pure.
 *
 * @param at the moment
 * @param oldestFirst every session
 */
public record PinnedSessions(Instant at, List<OpenSession> oldestFirst) {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Copies the list. */
  public PinnedSessions {
    oldestFirst = List.copyOf(oldestFirst);
  }

  /**
   * The sessions of one server in one phase.
   *
   * @param server the server; absent for those that wait for one
   * @param phase what they do
   * @param sessions how many they are
   * @param minutes how many are at least a minute old
   * @param hours how many are at least an hour old
   * @param oldest the age of the oldest one
   */
  public record Group(
      Optional<Server> server,
      SessionPhase phase,
      long sessions,
      long minutes,
      long hours,
      Duration oldest) {}

  private record Place(Optional<Server> server, SessionPhase phase) {}

  /**
   * {@return the groups that have a session: those of Master, of Backup, those without a server}
   */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    oldestFirst.stream()
        .collect(Collectors.groupingBy(session -> new Place(session.server(), session.phase())))
        .forEach((place, sessions) -> groups.add(group(place, sessions)));
    groups.sort(
        Comparator.comparing(
                (Group group) -> group.server().map(Server::ordinal).orElse(Server.values().length))
            .thenComparing(Group::phase));
    return List.copyOf(groups);
  }

  private Group group(Place place, List<OpenSession> sessions) {
    List<Duration> ages = sessions.stream().map(this::age).toList();
    return new Group(
        place.server(),
        place.phase(),
        ages.size(),
        ages.stream().filter(age -> age.compareTo(MINUTE) >= 0).count(),
        ages.stream().filter(age -> age.compareTo(HOUR) >= 0).count(),
        ages.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO));
  }

  /** {@return how old a session is, at least 0} */
  public Duration age(OpenSession session) {
    Duration age = Duration.between(session.acceptedAt(), at);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
