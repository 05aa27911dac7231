package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.controllers.RunningControllers;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.round.RequestStep;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A resource that was deleted and made anew under its name while a round was under way. */
class MadeAnewIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final OperatorMeters METERS = new OperatorMeters(() -> true);

  private RedisFailover seen = new RedisFailover();
  private RedisFailover present = new RedisFailover();

  @BeforeAll
  static void install() throws IOException {
    server.install();
  }

  @AfterAll
  static void close() {
    METERS.close();
  }

  @BeforeEach
  void makeItAnew() {
    server.client().resources(RedisFailover.class).inNamespace("default").delete();
    seen = server.client().resource(resource()).create();
    server.client().resource(seen).delete();
    present = server.client().resource(resource()).create();
  }

  private static RedisFailover resource() {
    RedisFailover resource = Samples.withSpec("{}");
    resource.getMetadata().setNamespace("default");
    resource.getMetadata().setUid(null);
    resource.getMetadata().setGeneration(null);
    resource.getMetadata().setAnnotations(Map.of(Annotations.SWITCHOVER, "Backup"));
    return resource;
  }

  @Test
  void getsNoStatusOfTheOneBefore() {
    StatusWriter statuses = new StatusWriter(server.client(), events(), InstantSource.system());
    statuses.write(seen, status());
    assertThat(read().getStatus()).isNull();
    statuses.write(present, status());
    assertThat(read().getStatus().phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void keepsARequestOfItsOwn() {
    try (RunningControllers<ResourceID> controllers =
        new RunningControllers<>(id -> {}, ResourceID::toString)) {
      AnnotationRequests requests = new AnnotationRequests(server.client(), controllers, events());
      requests.carryOut(answer("Backup"), seen);
      assertThat(read().getMetadata().getAnnotations()).containsKey(Annotations.SWITCHOVER);

      requests.carryOut(answer("Master"), present);
      assertThat(read().getMetadata().getAnnotations())
          .as("another value")
          .containsKey(Annotations.SWITCHOVER);
      requests.carryOut(answer("Backup"), present);
      assertThat(read().getMetadata().getAnnotations()).isNullOrEmpty();
      assertThat(requests.answered(present))
          .as("the newest")
          .containsExactly(Map.entry(Annotations.SWITCHOVER, "Backup"));
    }
  }

  private static RequestStep answer(String value) {
    return new RequestStep.Answer(
        Annotations.SWITCHOVER,
        value,
        false,
        new ResourceEvent(false, EventReason.REQUEST_COMPLETED, "Done."));
  }

  private RedisFailover read() {
    return server.client().resource(present).get();
  }

  private static EventWriter events() {
    return new EventWriter(server.client(), InstantSource.system(), "an-operator", METERS);
  }

  private static RedisFailoverStatus status() {
    return new RedisFailoverStatus(
        1L, Phase.RUNNING, null, null, null, null, null, null, null, null, null);
  }
}
