package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes grow, and a growth that was not granted can be taken back. */
class VolumeSizeTest {
  @Test
  void aVolumeMayGrowAndStay() {
    assertThat(VolumeSize.refusal(claim("2Gi"), bound("1Gi", "1Gi"))).isEmpty();
    assertThat(VolumeSize.refusal(claim("1024Mi"), bound("1Gi", "1Gi"))).isEmpty();
  }

  @Test
  void aGrowthThatWasNotGrantedIsTakenBack() {
    assertThat(VolumeSize.refusal(claim("1Gi"), bound("5Gi", "1Gi"))).isEmpty();
  }

  @Test
  void aVolumeDoesNotShrink() {
    assertThat(VolumeSize.refusal(claim("1Gi"), bound("2Gi", "2Gi")))
        .contains(
            "spec.redis.storage.size: the volume of data has 2Gi, and volumes cannot shrink to"
                + " 1Gi; set 2Gi or more.");
  }

  @Test
  void aClaimWithoutAVolumeHasNoSize() {
    assertThat(VolumeSize.refusal(claim("1Gi"), claim("2Gi"))).isEmpty();
  }

  private static PersistentVolumeClaim claim(String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity(size)))
        .endResources()
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim bound(String wanted, String capacity) {
    return new PersistentVolumeClaimBuilder(claim(wanted))
        .withNewStatus()
        .withCapacity(Map.of("storage", new Quantity(capacity)))
        .endStatus()
        .build();
  }
}
