package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pods of an object would read and write. */
class MountedObjectsTest {
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
          .withName("config")
          .withNewConfigMap()
          .withName("cache-proxy")
          .endConfigMap()
          .endVolume()
          .addNewVolume()
          .withName("data")
          .withNewPersistentVolumeClaim()
          .withClaimName("data-cache-master-0")
          .endPersistentVolumeClaim()
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
            MountedObjects.of(
                new StatefulSetBuilder().withNewSpec().withTemplate(PODS).endSpec().build()))
        .isEqualTo(
            MountedObjects.of(
                new DeploymentBuilder().withNewSpec().withTemplate(PODS).endSpec().build()))
        .satisfies(mounted ->
            assertThat(mounted.all())
                .containsOnly(
                    ObjectName.secret("cache-control"),
                    ObjectName.secret("mine"),
                    ObjectName.secret("cache-acl"),
                    ObjectName.configMap("cache-redis"),
                    ObjectName.configMap("cache-proxy"),
                    ObjectName.volumeClaim("data-cache-master-0")))
        .satisfies(
            mounted -> assertThat(mounted.anyOf(List.of(ObjectName.secret("mine")))).isTrue())
        .satisfies(mounted ->
            assertThat(mounted.anyOf(List.of(ObjectName.secret("cache-redis")))).isFalse())
        .satisfies(
            mounted -> assertThat(mounted.needsAnyOf(List.of(ObjectName.secret("mine")))).isTrue())
        .satisfies(mounted ->
            assertThat(mounted.needsAnyOf(List.of(ObjectName.secret("cache-acl")))).isFalse());
  }

  @Test
  void areNoneOfWhatHasNoPods() {
    assertThat(MountedObjects.of(new ConfigMap()).all()).isEmpty();
  }
}
