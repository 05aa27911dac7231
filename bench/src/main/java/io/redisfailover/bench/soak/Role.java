package io.redisfailover.bench.soak;

import io.redisfailover.failover.model.Server;

/** Which server a fault hits; which one that is, is seen when the fault comes. */
enum Role {
  /** The one that takes writes. */
  ACTIVE,
  /** The other one. */
  STANDBY;

  /** {@return the server that has this role} */
  Server server(Server active) {
    return this == ACTIVE ? active : active.other();
  }

  @Override
  public String toString() {
    return this == ACTIVE ? "the active server" : "the standby";
  }
}
