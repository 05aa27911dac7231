package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a resource owns, by the chain of their controllers. A name and a label say what
 * anyone says; the unique ID of a controller is written by the controllers of Kubernetes. What a
 * deleted resource of the same name owns has another one. Pure.
 */
final class Owners {
  private final Set<String> uids = new HashSet<>();

  /**
   * The owners below a resource.
   *
   * @param resource the resource
   * @param objects its StatefulSets, its Deployments and their ReplicaSets, among others
   */
  Owners(HasMetadata resource, Collection<? extends HasMetadata> objects) {
    uids.add(resource.getMetadata().getUid());
    for (Class<? extends HasMetadata> kind :
        List.of(StatefulSet.class, Deployment.class, ReplicaSet.class)) {
      List<String> owned =
          objects.stream()
              .filter(kind::isInstance)
              .filter(this::own)
              .map(object -> object.getMetadata().getUid())
              .toList();
      uids.addAll(owned);
    }
  }

  /** {@return whether the controller of an object is one of them} */
  boolean own(HasMetadata object) {
    return controller(object).map(OwnerReference::getUid).filter(uids::contains).isPresent();
  }

  /** {@return those of a kind that the resource owns, in their order} */
  <T extends HasMetadata> List<T> ownOfKind(
      Collection<? extends HasMetadata> objects, Class<T> kind) {
    return ClusterView.ofKind(objects, kind).stream().filter(this::own).toList();
  }

  /** {@return the controller of an object, if it has one} */
  static Optional<OwnerReference> controller(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getOwnerReferences()).stream()
        .flatMap(List::stream)
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }
}
