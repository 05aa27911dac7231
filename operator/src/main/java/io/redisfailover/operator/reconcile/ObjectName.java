package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The name of an object in the namespace of its resource. Objects of two kinds may have one name.
 *
 * @param kind its kind
 * @param name its name
 */
record ObjectName(String kind, String name) {
  static ObjectName of(HasMetadata object) {
    return new ObjectName(object.getKind(), object.getMetadata().getName());
  }

  static ObjectName secret(String name) {
    return new ObjectName("Secret", name);
  }

  static ObjectName configMap(String name) {
    return new ObjectName("ConfigMap", name);
  }

  static ObjectName volumeClaim(String name) {
    return new ObjectName("PersistentVolumeClaim", name);
  }
}
