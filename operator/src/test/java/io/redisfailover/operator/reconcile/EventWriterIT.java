package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events as a real API server takes them. */
class EventWriterIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  @Test
  void countsAStateThatComesAndGoes() {
    RedisFailover resource = Samples.withSpec("{}");
    resource.getMetadata().setNamespace("default");
    resource.getMetadata().setUid("3f1c0d5e-0000-4000-8000-000000000001");
    try (OperatorMeters meters = new OperatorMeters(() -> true)) {
      EventWriter writer =
          new EventWriter(server.client(), InstantSource.system(), "an-operator", meters);
      for (int i = 0; i < 5; i++) {
        writer.write(
            resource, new ResourceEvent(true, EventReason.STANDBY_OUT_OF_SYNC, "It lags."));
        writer.write(
            resource, new ResourceEvent(true, EventReason.FAILOVER_COMPLETED, "It took over."));
      }
      assertThat(of("FailoverCompleted")).hasSize(5);
      assertThat(of("StandbyOutOfSync"))
          .singleElement()
          .satisfies(event -> assertThat(event.getSeries().getCount()).isEqualTo(5));

      server.client().resource(of("StandbyOutOfSync").getFirst()).delete();
      writer.write(resource, new ResourceEvent(true, EventReason.STANDBY_OUT_OF_SYNC, "It lags."));
      assertThat(of("StandbyOutOfSync")).hasSize(1);
    }
  }

  private static List<Event> of(String reason) {
    return server.client().resources(Event.class).inNamespace("default").list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .toList();
  }
}
