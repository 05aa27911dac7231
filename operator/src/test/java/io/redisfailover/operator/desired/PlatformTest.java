package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cluster requires of every pod. */
class PlatformTest {
  private static final Platform PRIVATE =
      new Platform("proxy:1", Optional.of("registry.example.com:5000/mirror"), false);
  private static final Platform PLAIN = new Platform("proxy:1", Optional.empty(), true);

  @ParameterizedTest
  @CsvSource({
    "redis:8.0, registry.example.com:5000/mirror/redis:8.0",
    "valkey/valkey:8.1, registry.example.com:5000/mirror/valkey/valkey:8.1",
    "redis@sha256:ab, registry.example.com:5000/mirror/redis@sha256:ab",
    "ghcr.io/mine/redis:8.0, ghcr.io/mine/redis:8.0",
    "registry:5000/redis, registry:5000/redis",
    "localhost/redis, localhost/redis"
  })
  void putsItsRegistryBeforeAnImageThatNamesNone(String image, String pulled) {
    assertThat(PRIVATE.image(image)).isEqualTo(pulled);
    assertThat(PLAIN.image(image)).isEqualTo(image);
  }

  @Test
  void leavesTheUserToAClusterThatGivesEachNamespaceItsOwn() {
    PodSecurityContext context = PRIVATE.securityContext(999);
    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(context.getRunAsUser()).isNull();
    assertThat(context.getRunAsGroup()).isNull();
    assertThat(context.getFsGroup()).isNull();
  }

  @Test
  void runsPodsAsTheUserOfTheirImageElsewhere() {
    PodSecurityContext context = PLAIN.securityContext(999);
    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getRunAsUser()).isEqualTo(999);
    assertThat(context.getFsGroup()).isEqualTo(999);
  }
}
