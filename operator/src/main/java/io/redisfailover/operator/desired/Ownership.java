package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose an object is that has the name of one of a resource's objects. A name and a label are what
 * anyone may write; the unique ID of a resource is its own. Pure.
 */
public enum Ownership {
  /** The resource's: its unique ID is that of the controller, or the object was left for it. */
  OWN,
  /** That of a deleted resource of the same name: Kubernetes is about to delete it. */
  FORMER,
  /** Somebody else's: it is neither written nor deleted. */
  FOREIGN;

  /** {@return whose an object is} */
  public static Ownership of(RedisFailover resource, HasMetadata object) {
    Optional<OwnerReference> controller = controller(object);
    if (controller.isEmpty()) {
      return isLeftFor(resource, object) ? OWN : FOREIGN;
    }
    OwnerReference owner = controller.get();
    if (owner.getUid().equals(resource.getMetadata().getUid())) {
      return OWN;
    }
    boolean namesake =
        owner.getKind().equals(resource.getKind())
            && group(owner.getApiVersion()).equals(group(resource.getApiVersion()))
            && owner.getName().equals(Names.name(resource));
    return namesake ? FORMER : FOREIGN;
  }

  /** Kinds of other groups may have the same name. */
  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  /**
   * {@return why an object is not the resource's own, and what to do}
   *
   * @param resource the resource
   * @param object an object of somebody else
   */
  public static String refusal(RedisFailover resource, HasMetadata object) {
    String name = object.getMetadata().getName();
    String taken =
        "%s %s exists and does not belong to RedisFailover %s, so it is left alone; delete it, or"
                .formatted(object.getKind(), name, Names.name(resource))
            + " create the RedisFailover under another name";
    if (outlives(resource, object)) {
      return taken
          + ", or hand the object over with the labels "
          + words(Labels.of(resource))
          + ".";
    }
    return field(resource, object)
        .map(field -> taken + ", or set " + field + " to it.")
        .orElse(taken + ".");
  }

  /** The field of the spec that takes a Secret of somebody else in place of an own one. */
  private static Optional<String> field(RedisFailover resource, HasMetadata object) {
    if (!(object instanceof Secret)) {
      return Optional.empty();
    }
    String name = object.getMetadata().getName();
    if (name.equals(Names.authSecret(resource))) {
      return Optional.of("spec.auth.secretName");
    }
    if (name.equals(Names.statsSecret(resource))) {
      return Optional.of("spec.proxy.stats.authSecretName");
    }
    return name.equals(Names.exporterSecret(resource))
        ? Optional.of("spec.auth.exporter.secretName")
        : Optional.empty();
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getOwnerReferences()).stream()
        .flatMap(List::stream)
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  /** Volumes, and the key of the markers in their data, outlive the resource that made them. */
  private static boolean isLeftFor(RedisFailover resource, HasMetadata object) {
    Map<String, String> labels =
        Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
    return outlives(resource, object)
        && labels.entrySet().containsAll(Labels.of(resource).entrySet());
  }

  private static boolean outlives(RedisFailover resource, HasMetadata object) {
    return object instanceof PersistentVolumeClaim
        || (object instanceof Secret
            && Set.of(Names.controlSecret(resource), Names.recoverySecret(resource))
                .contains(object.getMetadata().getName()));
  }

  private static String words(Map<String, String> labels) {
    return String.join(
        ", ", labels.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }
}
