package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private final RedisFailover resource = resource();

  private static RedisFailover resource() {
    RedisFailover resource = Samples.withSpec("{}");
    resource.getMetadata().setName("web");
    resource.getMetadata().setUid("uid-of-web");
    return resource;
  }

  @Test
  void anObjectWhoseControllerIsTheResourceIsItsOwn() {
    assertThat(Ownership.of(resource, service(controller("web", "uid-of-web"), Map.of())))
        .isEqualTo(Ownership.OWN);
  }

  /** That is what {@code kubectl create service} makes. */
  @Test
  void anObjectOfNobodyIsForeignWhateverItsLabelsSay() {
    assertThat(Ownership.of(resource, service(null, Map.of()))).isEqualTo(Ownership.FOREIGN);
    assertThat(Ownership.of(resource, service(null, Labels.of(resource))))
        .isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void anObjectOfAnotherControllerIsForeign() {
    OwnerReference other = controller("shop", "uid-of-shop");
    assertThat(Ownership.of(resource, service(other, Labels.of(resource))))
        .isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void aReferenceToAnOwnerThatIsNoControllerSaysNothing() {
    OwnerReference weak = controller("web", "uid-of-web");
    weak.setController(false);
    assertThat(Ownership.of(resource, service(weak, Map.of()))).isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void anObjectOfADeletedResourceOfTheSameNameGoesByItself() {
    OwnerReference former = controller("web", "uid-of-the-web-before");
    assertThat(Ownership.of(resource, service(former, Labels.of(resource))))
        .isEqualTo(Ownership.FORMER);
    former.setApiVersion("redisfailover.io/v2");
    assertThat(Ownership.of(resource, service(former, Labels.of(resource))))
        .as("of another version")
        .isEqualTo(Ownership.FORMER);
    former.setApiVersion("databases.spotahome.com/v1");
    assertThat(Ownership.of(resource, service(former, Labels.of(resource))))
        .as("of another operator")
        .isEqualTo(Ownership.FOREIGN);
    former.setApiVersion("redisfailover.io/v1");
    former.setKind("Deployment");
    assertThat(Ownership.of(resource, service(former, Labels.of(resource))))
        .isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void aClaimThatOutlivedItsResourceIsTakenOver() {
    assertThat(Ownership.of(resource, claim(Labels.of(resource)))).isEqualTo(Ownership.OWN);
    assertThat(Ownership.of(resource, claim(Map.of()))).isEqualTo(Ownership.FOREIGN);
    Map<String, String> others = Map.of(Labels.INSTANCE, "web");
    assertThat(Ownership.of(resource, claim(others))).isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void theKeyOfTheMarkersIsTakenOverWithTheClaimsAndNoOtherSecretIs() {
    assertThat(Ownership.of(resource, secret("web-control"))).isEqualTo(Ownership.OWN);
    assertThat(Ownership.of(resource, secret("web-auth"))).isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void aRefusalNamesTheObjectAndSaysWhatToDo() {
    assertThat(Ownership.refusal(resource, service(null, Map.of())))
        .isEqualTo(
            "Service web exists and does not belong to RedisFailover web, so it is left alone;"
                + " delete it, or create the RedisFailover under another name.");
    assertThat(Ownership.refusal(resource, claim(Map.of())))
        .startsWith("PersistentVolumeClaim data-web-master-0 exists and does not belong to")
        .endsWith(
            "or hand the object over with the labels app.kubernetes.io/instance=web,"
                + " app.kubernetes.io/managed-by=redis-failover-operator,"
                + " app.kubernetes.io/name=redis-failover.");
  }

  private static OwnerReference controller(String name, String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("redisfailover.io/v1")
        .withKind("RedisFailover")
        .withName(name)
        .withUid(uid)
        .withController(true)
        .build();
  }

  private static Service service(@Nullable OwnerReference owner, Map<String, String> labels) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("web")
        .withLabels(labels)
        .withOwnerReferences(owner == null ? List.of() : List.of(owner))
        .endMetadata()
        .build();
  }

  private static PersistentVolumeClaim claim(Map<String, String> labels) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data-web-master-0")
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  private HasMetadata secret(String name) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(Labels.of(resource))
            .endMetadata()
            .build();
    return secret;
  }
}
