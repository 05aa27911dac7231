package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.apiserver.ApiServer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of StatefulSets as a real API server shows them. */
class RefusedPodsIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final ResourceID CACHE = new ResourceID("cache", "default");
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void readsTheEventsOfOneStatefulSetAndAsksAgainAfterAWhileOnly() {
    StatefulSet set = set("4f1c0d5e-0000-4000-8000-000000000001");
    RefusedPods refused = new RefusedPods(server.client());
    assertThat(refused.words(CACHE, Map.of(Server.BACKUP, set), NOW)).isEmpty();

    write(set, "exceeded quota: small");
    write(set("4f1c0d5e-0000-4000-8000-000000000002"), "of another one");
    Instant soon = NOW.plus(RefusedPods.AGAIN).minusMillis(1);
    assertThat(refused.words(CACHE, Map.of(Server.BACKUP, set), soon)).isEmpty();
    assertThat(refused.words(CACHE, Map.of(Server.BACKUP, set), NOW.plus(RefusedPods.AGAIN)))
        .containsExactly(Map.entry(Server.BACKUP, "exceeded quota: small"));
  }

  @Test
  void asksAtOnceWhereAServerHadAPodInBetween() {
    StatefulSet set = set("4f1c0d5e-0000-4000-8000-000000000003");
    RefusedPods refused = new RefusedPods(server.client());
    assertThat(refused.words(CACHE, Map.of(Server.MASTER, set), NOW)).isEmpty();

    write(set, "no room");
    assertThat(refused.words(CACHE, Map.of(), NOW)).isEmpty();
    assertThat(refused.words(CACHE, Map.of(Server.MASTER, set), NOW))
        .containsExactly(Map.entry(Server.MASTER, "no room"));
  }

  /** As the controllers of Kubernetes write it: in the older API group. */
  private static void write(StatefulSet set, String message) {
    server
        .client()
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withGenerateName("refused-")
                .withNamespace("default")
                .endMetadata()
                .withType("Warning")
                .withReason("FailedCreate")
                .withMessage(message)
                .withCount(3)
                .withFirstTimestamp(NOW.toString())
                .withLastTimestamp(NOW.toString())
                .withNewSource()
                .withComponent("statefulset-controller")
                .endSource()
                .withNewInvolvedObject()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withNamespace("default")
                .withName("cache-backup")
                .withUid(set.getMetadata().getUid())
                .endInvolvedObject()
                .build())
        .create();
  }

  private static StatefulSet set(String uid) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("cache-backup")
        .withNamespace("default")
        .withUid(uid)
        .withGeneration(1L)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(1L)
        .endStatus()
        .build();
  }
}
