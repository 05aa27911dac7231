package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Secrets that the pods of an object mount. Pods that would read one of somebody else are not
 * made.
 *
 * @param names their names
 */
record MountedSecrets(Set<String> names) {
  static MountedSecrets of(HasMetadata object) {
    return new MountedSecrets(
        pods(object).stream()
            .flatMap(pod -> Optional.ofNullable(pod.getVolumes()).orElse(List.of()).stream())
            .flatMap(MountedSecrets::names)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** {@return whether one of these is among them} */
  boolean anyOf(Collection<String> secrets) {
    return secrets.stream().anyMatch(names::contains);
  }

  private static Optional<PodSpec> pods(HasMetadata object) {
    return switch (object) {
      case StatefulSet server -> Optional.of(server.getSpec().getTemplate().getSpec());
      case Deployment proxies -> Optional.of(proxies.getSpec().getTemplate().getSpec());
      default -> Optional.empty();
    };
  }

  private static Stream<String> names(Volume volume) {
    Stream<String> mounted =
        Optional.ofNullable(volume.getSecret()).map(SecretVolumeSource::getSecretName).stream();
    Stream<String> projected =
        Optional.ofNullable(volume.getProjected()).stream()
            .flatMap(it -> it.getSources().stream())
            .map(VolumeProjection::getSecret)
            .filter(Objects::nonNull)
            .map(SecretProjection::getName);
    return Stream.concat(mounted, projected);
  }
}
