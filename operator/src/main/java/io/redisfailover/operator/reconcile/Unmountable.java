package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.Set;

/**
 * What no pod of a resource may mount, or can: pods that would read or write an object of somebody
 * else are not made, nor pods that would wait for one that cannot be created. For one round and one
 * thread.
 */
final class Unmountable {
  private final Set<ObjectName> foreign = new HashSet<>();
  private final Set<ObjectName> missing = new HashSet<>();

  /** An object is somebody else's. */
  void isForeign(ObjectName object) {
    foreign.add(object);
  }

  /** An object does not exist and cannot be created. */
  void isMissing(ObjectName object) {
    missing.add(object);
  }

  /** {@return whether the pods of an object would mount one of these} */
  boolean keepsBack(HasMetadata object) {
    MountedObjects mounted = MountedObjects.of(object);
    return mounted.anyOf(foreign) || mounted.needsAnyOf(missing);
  }
}
