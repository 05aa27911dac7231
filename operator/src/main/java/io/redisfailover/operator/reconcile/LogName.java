package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** Names resources in the log. */
final class LogName {
  private LogName() {}

  /** {@return a name such as {@code default/cache}} */
  static String of(HasMetadata resource) {
    return of(ResourceID.fromResource(resource));
  }

  /** {@return a name such as {@code default/cache}} */
  static String of(ResourceID id) {
    return id.getNamespace().map(namespace -> namespace + "/").orElse("") + id.getName();
  }
}
