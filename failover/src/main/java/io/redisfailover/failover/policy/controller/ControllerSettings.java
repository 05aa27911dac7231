package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Duration;

/**
 * What a user can set about the controller.
 *
 * @param failover the settings that proxies share
 * @param endpoints where the servers are: addresses, not names
 * @param told where they are told that they are, if that is somewhere else
 * @param preferred the server that is active when both can be
 * @param automaticFailback whether the preferred server becomes active again by a switchover
 * @param failbackDelay how long it must have been in sync before that; not negative
 */
public record ControllerSettings(
    FailoverSettings failover,
    Endpoints endpoints,
    ReplicationAddresses told,
    Server preferred,
    boolean automaticFailback,
    Duration failbackDelay) {
  /** Checks the range. */
  public ControllerSettings {
    if (failbackDelay.isNegative()) {
      throw new IllegalArgumentException("failbackDelay is " + failbackDelay + ", use 0 or more");
    }
  }

  /** The settings for servers that are told where they are. */
  public ControllerSettings(
      FailoverSettings failover,
      Endpoints endpoints,
      Server preferred,
      boolean automaticFailback,
      Duration failbackDelay) {
    this(
        failover,
        endpoints,
        ReplicationAddresses.NONE,
        preferred,
        automaticFailback,
        failbackDelay);
  }

  /** {@return the same settings for servers at other addresses} */
  public ControllerSettings movedTo(Endpoints newer) {
    return new ControllerSettings(
        failover, newer, told, preferred, automaticFailback, failbackDelay);
  }

  /** {@return the same settings for servers that are told other addresses} */
  public ControllerSettings telling(ReplicationAddresses newer) {
    return new ControllerSettings(
        failover, endpoints, newer, preferred, automaticFailback, failbackDelay);
  }

  /** {@return where the other server is told that {@code server} is} */
  Endpoint replicationAddress(Server server) {
    return told.of(server).orElseGet(() -> endpoints.of(server));
  }
}
