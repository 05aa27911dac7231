package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventSeries;
import io.redisfailover.failover.model.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why Kubernetes creates no pod of a StatefulSet: the words of a quota or a policy. A Deployment
 * has them in a condition, a StatefulSet in its Events only. Pure.
 */
public final class PodRefusal {
  /** Source: the controller of StatefulSets waits for up to 1,000 s between two tries. */
  static final Duration STALE = Duration.ofMinutes(20);

  private static final String FAILED = "FailedCreate";
  private static final String CREATED = "SuccessfulCreate";

  private PodRefusal() {}

  /**
   * {@return the words of the newest Event, if it says that a pod could not be created}
   *
   * @param set a StatefulSet that has no pod. While Kubernetes has not tried its newest spec, what
   *     the Events say of an older one does not count
   * @param events Events of its namespace, in any order. Those of other objects do not count, nor
   *     does one that is older than {@link #STALE} or than the last pod
   * @param now the present moment
   */
  public static Optional<String> of(StatefulSet set, Collection<Event> events, Instant now) {
    return Optional.of(set)
        .filter(PodRefusal::wasTried)
        .flatMap(tried ->
            events.stream()
                .filter(event -> regards(event, tried))
                .filter(event -> FAILED.equals(event.getReason()) || isCreated(event))
                // Times are whole seconds: of two in one second the created pod was the last one.
                .max(Comparator.comparing(PodRefusal::last).thenComparing(PodRefusal::isCreated)))
        .filter(newest -> !isCreated(newest) && !last(newest).isBefore(now.minus(STALE)))
        .map(Event::getNote)
        .map(Printable::shortened);
  }

  private static boolean wasTried(StatefulSet set) {
    return Optional.ofNullable(set.getStatus())
        .map(StatefulSetStatus::getObservedGeneration)
        .filter(set.getMetadata().getGeneration()::equals)
        .isPresent();
  }

  private static boolean regards(Event event, StatefulSet set) {
    return event.getRegarding() != null
        && set.getMetadata().getUid().equals(event.getRegarding().getUid());
  }

  private static boolean isCreated(Event event) {
    return CREATED.equals(event.getReason());
  }

  /** When it happened last; Kubernetes writes the one or the other of these times. */
  private static Instant last(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getSeries())
                .map(EventSeries::getLastObservedTime)
                .map(MicroTime::getTime),
            Optional.ofNullable(event.getDeprecatedLastTimestamp()),
            Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime),
            Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
        .flatMap(Optional::stream)
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }
}
