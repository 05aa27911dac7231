package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Volumes that have grown and become larger only when a new pod mounts them. Where the file system
 * grows in place, Kubernetes says for a moment the same. Pure.
 */
public final class OfflineGrowth {
  /** What Kubernetes says of a claim whose file system is made larger at the next mount. */
  private static final String PENDING = "FileSystemResizePending";

  /** Source: a kubelet looks at its volumes every second, and growing one takes some more. */
  static final Duration IN_PLACE = Duration.ofSeconds(90);

  private OfflineGrowth() {}

  /**
   * {@return the servers that need a restart for it} A pod that is younger than the condition has
   * mounted the volume since: where that was not enough, another restart helps no more.
   *
   * @param resource the resource
   * @param objects its pods with their StatefulSets, and its claims, among others; what is somebody
   *     else's does not count
   * @param now the present moment; a condition counts when it is {@link #IN_PLACE} old
   */
  public static Set<Server> waiting(
      RedisFailover resource, Collection<? extends HasMetadata> objects, Instant now) {
    return Arrays.stream(Server.values())
        .filter(server ->
            unmounted(resource, ClusterView.name(server), objects)
                .anyMatch(since -> !now.isBefore(since.plus(IN_PLACE))))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@return whether a volume has grown that no pod has mounted since, perhaps in place} */
  public static boolean isUnderWay(
      RedisFailover resource, Collection<? extends HasMetadata> objects) {
    return Arrays.stream(Server.values())
        .anyMatch(
            server -> unmounted(resource, ClusterView.name(server), objects).findAny().isPresent());
  }

  private static Stream<Instant> unmounted(
      RedisFailover resource, ServerName server, Collection<? extends HasMetadata> objects) {
    Optional<Instant> mounted =
        ClusterView.named(
                new Owners(resource, objects).ownOfKind(objects, Pod.class),
                Names.pod(resource, server))
            .map(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp()));
    List<PersistentVolumeClaim> claims =
        ClusterView.ofKind(objects, PersistentVolumeClaim.class).stream()
            .filter(claim -> Ownership.of(resource, claim) == Ownership.OWN)
            .toList();
    return ClusterView.named(claims, Names.volumeClaim(resource, server)).stream()
        .flatMap(OfflineGrowth::pendingSince)
        .filter(since -> mounted.isPresent() && !mounted.get().isAfter(since));
  }

  private static Stream<Instant> pendingSince(PersistentVolumeClaim claim) {
    return Stream.ofNullable(claim.getStatus())
        .flatMap(status -> status.getConditions().stream())
        .filter(it -> PENDING.equals(it.getType()) && "True".equals(it.getStatus()))
        .map(PersistentVolumeClaimCondition::getLastTransitionTime)
        .filter(time -> time != null)
        .map(Instant::parse);
  }
}
