package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets, ConfigMaps and volume claims that the pods of an object mount.
 *
 * @param all their names
 * @param required those of them without which a pod does not start
 */
record MountedObjects(Set<ObjectName> all, Set<ObjectName> required) {
  static MountedObjects of(HasMetadata object) {
    List<Mounted> mounted =
        pods(object).stream()
            .flatMap(pod -> Optional.ofNullable(pod.getVolumes()).orElse(List.of()).stream())
            .flatMap(MountedObjects::of)
            .toList();
    return new MountedObjects(
        mounted.stream().map(Mounted::object).collect(Collectors.toUnmodifiableSet()),
        mounted.stream()
            .filter(it -> !it.optional())
            .map(Mounted::object)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private record Mounted(ObjectName object, boolean optional) {
    static Mounted of(ObjectName object, @Nullable Boolean optional) {
      return new Mounted(object, Boolean.TRUE.equals(optional));
    }
  }

  /** {@return whether one of these is among them} */
  boolean anyOf(Collection<ObjectName> objects) {
    return objects.stream().anyMatch(all::contains);
  }

  /** {@return whether a pod does not start without one of these} */
  boolean needsAnyOf(Collection<ObjectName> objects) {
    return objects.stream().anyMatch(required::contains);
  }

  private static Optional<PodSpec> pods(HasMetadata object) {
    return switch (object) {
      case StatefulSet server -> Optional.of(server.getSpec().getTemplate().getSpec());
      case Deployment proxies -> Optional.of(proxies.getSpec().getTemplate().getSpec());
      default -> Optional.empty();
    };
  }

  private static Stream<Mounted> of(Volume volume) {
    Stream<Mounted> secret =
        Optional.ofNullable(volume.getSecret()).stream()
            .map(it -> Mounted.of(ObjectName.secret(it.getSecretName()), it.getOptional()));
    Stream<Mounted> configMap =
        Optional.ofNullable(volume.getConfigMap()).stream()
            .map(it -> Mounted.of(ObjectName.configMap(it.getName()), it.getOptional()));
    Stream<Mounted> claim =
        Optional.ofNullable(volume.getPersistentVolumeClaim()).stream()
            .map(it -> Mounted.of(ObjectName.volumeClaim(it.getClaimName()), false));
    Stream<Mounted> projected =
        Optional.ofNullable(volume.getProjected()).stream()
            .flatMap(it -> it.getSources().stream())
            .flatMap(MountedObjects::of);
    return Stream.of(secret, configMap, claim, projected).flatMap(it -> it);
  }

  private static Stream<Mounted> of(VolumeProjection source) {
    return Stream.concat(
        Optional.ofNullable(source.getSecret()).stream()
            .map(it -> Mounted.of(ObjectName.secret(it.getName()), it.getOptional())),
        Optional.ofNullable(source.getConfigMap()).stream()
            .map(it -> Mounted.of(ObjectName.configMap(it.getName()), it.getOptional())));
  }
}
