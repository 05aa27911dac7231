package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
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
import org.jspecify.annotations.Nullable;

/**
 * The Secrets that the pods of an object mount. Pods that would read one of somebody else are not
 * made, nor pods that would wait for one that cannot be created.
 *
 * @param names their names
 * @param required those of them without which a pod does not start
 */
record MountedSecrets(Set<String> names, Set<String> required) {
  static MountedSecrets of(HasMetadata object) {
    List<Mounted> mounted =
        pods(object).stream()
            .flatMap(pod -> Optional.ofNullable(pod.getVolumes()).orElse(List.of()).stream())
            .flatMap(MountedSecrets::of)
            .toList();
    return new MountedSecrets(
        mounted.stream().map(Mounted::name).collect(Collectors.toUnmodifiableSet()),
        mounted.stream()
            .filter(it -> !it.optional())
            .map(Mounted::name)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private record Mounted(String name, boolean optional) {
    static Mounted of(String name, @Nullable Boolean optional) {
      return new Mounted(name, Boolean.TRUE.equals(optional));
    }
  }

  /** {@return whether one of these is among them} */
  boolean anyOf(Collection<String> secrets) {
    return secrets.stream().anyMatch(names::contains);
  }

  /** {@return whether a pod does not start without one of these} */
  boolean needsAnyOf(Collection<String> secrets) {
    return secrets.stream().anyMatch(required::contains);
  }

  private static Optional<PodSpec> pods(HasMetadata object) {
    return switch (object) {
      case StatefulSet server -> Optional.of(server.getSpec().getTemplate().getSpec());
      case Deployment proxies -> Optional.of(proxies.getSpec().getTemplate().getSpec());
      default -> Optional.empty();
    };
  }

  private static Stream<Mounted> of(Volume volume) {
    Stream<Mounted> mounted =
        Optional.ofNullable(volume.getSecret()).stream()
            .map(secret -> Mounted.of(secret.getSecretName(), secret.getOptional()));
    Stream<Mounted> projected =
        Optional.ofNullable(volume.getProjected()).stream()
            .flatMap(it -> it.getSources().stream())
            .map(VolumeProjection::getSecret)
            .filter(Objects::nonNull)
            .map(secret -> Mounted.of(secret.getName(), secret.getOptional()));
    return Stream.concat(mounted, projected);
  }
}
