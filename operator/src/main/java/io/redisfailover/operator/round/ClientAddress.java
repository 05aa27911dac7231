package io.redisfailover.operator.round;

import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Names;

/** The address for clients. Pure. */
final class ClientAddress {
  private ClientAddress() {}

  /** {@return an address such as {@code cache.default.svc:6379}} */
  static String of(RedisFailover resource) {
    return "%s.%s.svc:%d"
        .formatted(
            Names.clients(resource),
            resource.getMetadata().getNamespace(),
            resource.getSpec().proxy().service().port());
  }
}
