package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.status.Transition;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Events of a resource. One that cannot be written is only logged. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The API takes no more of a note. */
  private static final int LONGEST_NOTE = 1024;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;
  private final OperatorMeters meters;

  Events(KubernetesClient client, InstantSource clock, String instance, OperatorMeters meters) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
    this.meters = meters;
  }

  void write(RedisFailover resource, Transition transition) {
    LOG.info(
        "{}/{}: {}: {}",
        resource.getMetadata().getNamespace(),
        resource.getMetadata().getName(),
        transition.reason(),
        transition.note());
    meters.happened(resource, transition.reason());
    try {
      client.resource(event(resource, transition)).create();
    } catch (KubernetesClientException failure) {
      LOG.warn("the event {} could not be written", transition.reason(), failure);
    }
  }

  private Event event(RedisFailover resource, Transition transition) {
    String note = transition.note();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(resource.getMetadata().getName() + "-")
        .withNamespace(resource.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant())))
        .withReportingController("redisfailover.io/operator")
        .withReportingInstance(instance)
        .withAction(transition.reason())
        .withReason(transition.reason())
        .withType(transition.warning() ? "Warning" : "Normal")
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
