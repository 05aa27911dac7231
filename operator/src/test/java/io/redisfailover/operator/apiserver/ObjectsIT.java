package io.redisfailover.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.DesiredState;
import io.redisfailover.operator.desired.PasswordsTaken;
import io.redisfailover.operator.desired.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects as a real API server takes them. */
class ObjectsIT {
  private static final String MANAGER = "redis-failover-operator";

  @RegisterExtension static final ApiServer server = new ApiServer();

  @BeforeAll
  static void makeANamespace() {
    server
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("shop")
                .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                .endMetadata()
                .build())
        .create();
  }

  static Stream<Path> examples() {
    return Samples.examples().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void appliesEveryObjectAndThenChangesNothing(Path example) {
    for (HasMetadata object : all(example)) {
      // The API server stores a new volume claim once more at the next apply; nothing differs.
      var unused = apply(object);
      HasMetadata second = apply(object);
      HasMetadata third = apply(object);
      assertThat(third.getMetadata().getResourceVersion())
          .as("%s %s", object.getKind(), object.getMetadata().getName())
          .isEqualTo(second.getMetadata().getResourceVersion());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesPodsThatPassTheRestrictedStandard(Path example) {
    // A sidecar of the user's own has to keep the standard by itself.
    for (PodSpec spec : pods(example)) {
      PodSpec ours =
          spec.edit()
              .withContainers(spec.getContainers().getFirst())
              .withPriorityClassName(null)
              .build();
      Pod made = server.client().resource(pod(ours)).create();
      assertThat(made.getMetadata().getUid()).isNotBlank();
    }
  }

  @Test
  void isRefusedAPodThatIsNotRestricted() {
    Pod loose =
        pod(
            new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("loose")
                .withImage("redis:8.0")
                .endContainer()
                .endSpec()
                .build()
                .getSpec());
    assertThatThrownBy(() -> server.client().resource(loose).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("restricted");
  }

  @Test
  void growsAVolumeClaimInPlace() {
    server
        .client()
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName("expandable")
                .endMetadata()
                .withProvisioner("example.com/none")
                .withAllowVolumeExpansion(true)
                .build())
        .create();
    HasMetadata first = apply(claim("1Gi"));
    bind(claim("1Gi"));
    HasMetadata second = apply(claim("2Gi"));
    assertThat(second.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    assertThat(((PersistentVolumeClaim) second).getSpec().getResources().getRequests())
        .containsEntry("storage", new Quantity("2Gi"));
  }

  /**
   * Its Service name cannot change, so a server whose Service is renamed gets a new StatefulSet.
   * The volume claim is no part of it: no owner, no template, no policy deletes the claim with the
   * set.
   */
  @Test
  void keepsTheVolumeClaimsWhereAStatefulSetIsMadeAnewForANewServiceName() {
    RedisFailover resource = Samples.withSpec("redis: {storage: {size: 1Gi}}");
    resource.getMetadata().setName("kept");
    DesiredState.Objects objects = objects(resource);
    PersistentVolumeClaim claim = first(objects, PersistentVolumeClaim.class);
    StatefulSet after = first(objects, StatefulSet.class);
    StatefulSet before =
        new StatefulSetBuilder(after).editSpec().withServiceName("kept-before").endSpec().build();
    HasMetadata stored = apply(claim);
    var unused = apply(before);

    assertThatThrownBy(() -> apply(after))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("Forbidden: updates to statefulset spec");
    server.client().resource(before).delete();
    StatefulSet anew = (StatefulSet) apply(after);

    assertThat(anew.getSpec().getServiceName()).isEqualTo("kept-servers");
    assertThat(anew.getSpec().getVolumeClaimTemplates()).isEmpty();
    assertThat(anew.getSpec().getTemplate().getSpec().getVolumes())
        .anySatisfy(volume -> {
          assertThat(volume.getPersistentVolumeClaim()).isNotNull();
          assertThat(volume.getPersistentVolumeClaim().getClaimName())
              .isEqualTo(claim.getMetadata().getName());
        });
    PersistentVolumeClaim kept = server.client().resource(claim).get();
    assertThat(kept.getMetadata().getUid()).isEqualTo(stored.getMetadata().getUid());
    assertThat(kept.getMetadata().getDeletionTimestamp()).isNull();
    assertThat(kept.getMetadata().getOwnerReferences()).isEmpty();
  }

  private static <T> T first(DesiredState.Objects objects, Class<T> kind) {
    return objects.applied().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  /** As the controllers do that are not here. */
  private static void bind(PersistentVolumeClaim claim) {
    PersistentVolumeClaim bound =
        server
            .client()
            .resource(claim)
            .edit(stored ->
                new PersistentVolumeClaimBuilder(stored)
                    .editSpec()
                    .withVolumeName("volume")
                    .endSpec()
                    .build());
    var unused =
        server
            .client()
            .resource(bound)
            .editStatus(stored ->
                new PersistentVolumeClaimBuilder(stored)
                    .withNewStatus()
                    .withPhase("Bound")
                    .endStatus()
                    .build());
  }

  private static PersistentVolumeClaim claim(String size) {
    RedisFailover resource =
        Samples.withSpec("redis: {storage: {storageClassName: expandable, size: " + size + "}}");
    return first(objects(resource), PersistentVolumeClaim.class);
  }

  private static HasMetadata apply(HasMetadata object) {
    return server
        .client()
        .resource(object)
        .fieldManager(MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  private static List<HasMetadata> all(Path example) {
    DesiredState.Objects objects = objects(Samples.example(name(example)));
    return Stream.concat(objects.secrets().all().stream(), objects.applied().stream()).toList();
  }

  private static List<PodSpec> pods(Path example) {
    return objects(Samples.example(name(example))).applied().stream()
        .flatMap(object ->
            switch (object) {
              case StatefulSet set -> Stream.of(set.getSpec().getTemplate().getSpec());
              case Deployment proxies -> Stream.of(proxies.getSpec().getTemplate().getSpec());
              default -> Stream.empty();
            })
        .toList();
  }

  private static Pod pod(PodSpec spec) {
    return new PodBuilder()
        .withNewMetadata()
        .withGenerateName("pod-")
        .withNamespace("shop")
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  private static DesiredState.Objects objects(RedisFailover resource) {
    DesiredInputs facts =
        new DesiredInputs(
            new Platform("redis-failover-proxy:0.1.0", Optional.empty(), true),
            "redis-failover-system",
            Map.of("app.kubernetes.io/name", "redis-failover-operator"),
            Map.of(),
            List.of(),
            PasswordsTaken.NOTHING,
            Instant.parse("2026-01-31T12:00:00Z"));
    return switch (DesiredState.of(resource, facts, () -> "random")) {
      case DesiredState.Objects objects -> objects;
      case DesiredState.Rejected(String sentence, var secrets) ->
          throw new AssertionError(sentence);
    };
  }

  private static String name(Path example) {
    return String.valueOf(example.getFileName()).replace(".yaml", "");
  }
}
