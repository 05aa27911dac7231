package io.redisfailover.operator.reconcile;

import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Names;

/** Where clients connect. Pure. */
final class Clients {
  private Clients() {}

  /** {@return such as {@code cache.default.svc:6379}} */
  static String address(RedisFailover resource) {
    return "%s.%s.svc:%d"
        .formatted(
            Names.clients(resource),
            resource.getMetadata().getNamespace(),
            resource.getSpec().proxy().service().port());
  }
}
