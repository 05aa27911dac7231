package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which Secrets the pods of an object would read. */
class MountedSecretsTest {
  private static final PodTemplateSpec PODS =
      new PodTemplateSpecBuilder()
          .withNewSpec()
          .addNewVolume()
          .withName("control")
          .withNewSecret()
          .withSecretName("cache-control")
          .endSecret()
          .endVolume()
          .addNewVolume()
          .withName("auth")
          .withNewProjected()
          .addNewSource()
          .withNewSecret()
          .withName("mine")
          .endSecret()
          .endSource()
          .addNewSource()
          .withNewConfigMap()
          .withName("cache-redis")
          .endConfigMap()
          .endSource()
          .endProjected()
          .endVolume()
          .addNewVolume()
          .withName("users")
          .withNewSecret()
          .withSecretName("cache-acl")
          .withOptional(true)
          .endSecret()
          .endVolume()
          .addNewVolume()
          .withName("run")
          .withNewEmptyDir()
          .endEmptyDir()
          .endVolume()
          .endSpec()
          .build();

  @Test
  void areThoseOfServersAndOfProxies() {
    assertThat(
            MountedSecrets.of(
                new StatefulSetBuilder().withNewSpec().withTemplate(PODS).endSpec().build()))
        .isEqualTo(
            MountedSecrets.of(
                new DeploymentBuilder().withNewSpec().withTemplate(PODS).endSpec().build()))
        .satisfies(mounted ->
            assertThat(mounted.names()).containsOnly("cache-control", "mine", "cache-acl"))
        .satisfies(mounted -> assertThat(mounted.anyOf(List.of("mine", "other"))).isTrue())
        .satisfies(mounted -> assertThat(mounted.anyOf(List.of("cache-redis"))).isFalse())
        .satisfies(mounted -> assertThat(mounted.needsAnyOf(List.of("mine"))).isTrue())
        .satisfies(mounted -> assertThat(mounted.needsAnyOf(List.of("cache-acl"))).isFalse());
  }

  @Test
  void areNoneOfWhatHasNoPods() {
    assertThat(MountedSecrets.of(new ConfigMap()).names()).isEmpty();
  }
}
