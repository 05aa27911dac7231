package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.Map;

/** Metadata of objects. */
final class Metadata {
  private Metadata() {}

  /** {@return metadata of an object that Kubernetes deletes with the resource} */
  static ObjectMeta owned(RedisFailover resource, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder(unowned(resource, name, labels))
        .withOwnerReferences(owner(resource))
        .build();
  }

  /** {@return metadata of an object that outlives the resource} */
  static ObjectMeta unowned(RedisFailover resource, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(resource.getMetadata().getNamespace())
        .withLabels(labels)
        .build();
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
