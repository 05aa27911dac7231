package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.Map;

/** Metadata of objects. */
final class Metadata {
  /**
   * What Argo CD heeds. It takes {@link Labels#INSTANCE} for its own mark: for an application of
   * the resource's name it would delete what bears it, stands in no file and has no owner, and call
   * the application out of sync for it.
   */
  private static final Map<String, String> LEFT_BY_ARGO_CD =
      Map.of(
          "argocd.argoproj.io/compare-options",
          "IgnoreExtraneous",
          "argocd.argoproj.io/sync-options",
          "Prune=false");

  private Metadata() {}

  /** {@return metadata of an object that Kubernetes deletes with the resource} */
  static ObjectMeta owned(RedisFailover resource, String name, Map<String, String> labels) {
    return named(resource, name, labels).withOwnerReferences(owner(resource)).build();
  }

  /** {@return metadata of an object that outlives the resource} */
  static ObjectMeta unowned(RedisFailover resource, String name, Map<String, String> labels) {
    return named(resource, name, labels).withAnnotations(LEFT_BY_ARGO_CD).build();
  }

  private static ObjectMetaBuilder named(
      RedisFailover resource, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(resource.getMetadata().getNamespace())
        .withLabels(labels);
  }

  private static OwnerReference owner(RedisFailover resource) {
    return new OwnerReferenceBuilder()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withName(Names.name(resource))
        .withUid(resource.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
