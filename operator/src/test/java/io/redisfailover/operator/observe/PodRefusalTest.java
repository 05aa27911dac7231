package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which Event says why a StatefulSet has no pod. */
class PodRefusalTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final StatefulSet SET = set(3, 3);
  private static final Instant RECENT = NOW.minusSeconds(30);

  @Test
  void areTheWordsOfTheNewestFailure() {
    Event newest = failed("exceeded quota: small", RECENT);
    List<Event> events = List.of(failed("an older one", NOW.minusSeconds(90)), newest);
    assertThat(words(events)).contains("exceeded quota: small");
    assertThat(words(List.of(newest, events.getFirst()))).contains("exceeded quota: small");
  }

  @Test
  void areNoneWithoutAnEvent() {
    assertThat(words(List.of())).isEmpty();
  }

  @Test
  void areNoneWhereAPodWasCreatedLater() {
    Event refused = failed("exceeded quota", NOW.minusSeconds(90));
    assertThat(words(List.of(refused, created(RECENT)))).isEmpty();
    assertThat(words(List.of(failed("exceeded quota", RECENT), created(NOW.minusSeconds(90)))))
        .contains("exceeded quota");
  }

  @Test
  void areNoneWhereAPodWasCreatedInTheSameSecondInAnyOrder() {
    List<Event> events = List.of(failed("exceeded quota", RECENT), created(RECENT));
    assertThat(words(events)).isEmpty();
    assertThat(words(events.reversed())).isEmpty();
  }

  @Test
  void areStaleAfterTheLongestTimeBetweenTwoTries() {
    Instant limit = NOW.minus(PodRefusal.STALE);
    assertThat(PodRefusal.STALE).isGreaterThan(Duration.ofSeconds(1000));
    assertThat(words(List.of(failed("exceeded quota", limit)))).contains("exceeded quota");
    assertThat(words(List.of(failed("exceeded quota", limit.minusSeconds(1))))).isEmpty();
  }

  @Test
  void countFromTheLastTimeThatTheEventHappened() {
    Instant old = NOW.minus(Duration.ofHours(1));
    Event series =
        new EventBuilder(failed("exceeded quota", old))
            .withDeprecatedLastTimestamp(null)
            .withEventTime(new MicroTime(micros(old)))
            .withNewSeries()
            .withCount(7)
            .withLastObservedTime(new MicroTime(micros(RECENT)))
            .endSeries()
            .build();
    assertThat(words(List.of(series))).contains("exceeded quota");
    Event once =
        new EventBuilder(series)
            .withSeries(null)
            .withEventTime(new MicroTime(micros(RECENT)))
            .build();
    assertThat(words(List.of(once))).contains("exceeded quota");
  }

  @Test
  void areNotThoseOfAnotherObjectOrAnotherReason() {
    Event other =
        new EventBuilder(failed("exceeded quota", RECENT))
            .editRegarding()
            .withUid("of an earlier StatefulSet of this name")
            .endRegarding()
            .build();
    Event update = new EventBuilder(failed("update", RECENT)).withReason("FailedUpdate").build();
    assertThat(words(List.of(other, update))).isEmpty();
  }

  @Test
  void areNoneUntilKubernetesHasTriedTheNewestSpec() {
    List<Event> events = List.of(failed("exceeded quota", RECENT));
    assertThat(PodRefusal.of(set(4, 3), events, NOW)).isEmpty();
    StatefulSet fresh = new StatefulSetBuilder(set(1, 1)).withStatus(null).build();
    assertThat(PodRefusal.of(fresh, events, NOW)).isEmpty();
  }

  @Test
  void arePrintableAndShort() {
    assertThat(words(List.of(failed("a\nb" + "c".repeat(2000), RECENT))).orElseThrow())
        .startsWith("a\\nbc")
        .hasSize(1000);
  }

  private static Optional<String> words(List<Event> events) {
    return PodRefusal.of(SET, Collections.unmodifiableList(events), NOW);
  }

  private static StatefulSet set(long generation, long tried) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("cache-backup")
        .withUid("uid-of-set")
        .withGeneration(generation)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(tried)
        .endStatus()
        .build();
  }

  private static Event failed(String note, Instant last) {
    return event("Warning", "FailedCreate", note, last);
  }

  private static Event created(Instant last) {
    return event("Normal", "SuccessfulCreate", "create Pod cache-backup-0 successful", last);
  }

  /** As the controller of StatefulSets writes it, and the API group shows it. */
  private static Event event(String type, String reason, String note, Instant last) {
    return new EventBuilder()
        .withNewMetadata()
        .withCreationTimestamp("2026-01-31T10:00:00Z")
        .endMetadata()
        .withType(type)
        .withReason(reason)
        .withNote(note)
        .withDeprecatedLastTimestamp(last.toString())
        .withNewRegarding()
        .withKind("StatefulSet")
        .withUid("uid-of-set")
        .endRegarding()
        .build();
  }

  private static String micros(Instant moment) {
    return moment.toString().replace("Z", ".000000Z");
  }
}
