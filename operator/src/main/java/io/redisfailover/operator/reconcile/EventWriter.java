package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.status.ResourceEvent;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events of a resource, or counts one that repeats itself. A failed write is only logged.
 * Thread-safe.
 */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Maximum length of a note in the API. */
  private static final int LONGEST_NOTE = 1024;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;
  private final OperatorMeters meters;
  private final RecentEvents recent = new RecentEvents();

  EventWriter(
      KubernetesClient client, InstantSource clock, String instance, OperatorMeters meters) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
    this.meters = meters;
  }

  void write(RedisFailover resource, ResourceEvent event) {
    LOG.info(
        "Writing Event {} of {}: {}", event.reason().word(), LogName.of(resource), event.note());
    meters.happened(resource, event.reason().word());
    try {
      writeOrCount(resource, event);
    } catch (KubernetesClientException failure) {
      LOG.warn(
          "Failed to write Event {} of {}.", event.reason().word(), LogName.of(resource), failure);
    }
  }

  private synchronized void writeOrCount(RedisFailover resource, ResourceEvent event) {
    String uid = resource.getMetadata().getUid();
    Instant now = clock.instant();
    Optional<RecentEvents.Written> repeated = recent.repeated(uid, event, now);
    if (repeated.isPresent() && count(resource, repeated.get())) {
      recent.wrote(uid, event, repeated.get());
      return;
    }
    recent.forget(uid, event);
    Event written = client.resource(toWrite(resource, event)).create();
    recent.wrote(uid, event, new RecentEvents.Written(written.getMetadata().getName(), 1, now));
  }

  /** {@return whether the Event was still there} */
  private boolean count(RedisFailover resource, RecentEvents.Written repeated) {
    String series =
        "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
            .formatted(repeated.count(), MICROS.format(repeated.at()));
    try {
      var unused =
          client
              .resources(Event.class)
              .inNamespace(resource.getMetadata().getNamespace())
              .withName(repeated.name())
              .patch(PatchContext.of(PatchType.JSON_MERGE), series);
      return true;
    } catch (KubernetesClientException failure) {
      if (failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw failure;
    }
  }

  private Event toWrite(RedisFailover resource, ResourceEvent event) {
    String note = event.note();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(resource.getMetadata().getName() + "-")
        .withNamespace(resource.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant())))
        .withReportingController("redisfailover.io/operator")
        .withReportingInstance(instance)
        .withAction(event.reason().word())
        .withReason(event.reason().word())
        .withType(event.warning() ? "Warning" : "Normal")
        .withNote(note.substring(0, Math.min(note.length(), LONGEST_NOTE)))
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .withUid(resource.getMetadata().getUid())
                .build())
        .build();
  }
}
