package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;

/**
 * One of the two servers: where it is and how it is entered. Immutable; every method may be called
 * from any thread and opens a connection of its own.
 *
 * @param server which of the two
 * @param endpoints where both are
 * @param name the name of the connections
 * @param secrets asked at every login, and for the keys of the markers
 * @param limits for dials and replies
 */
public record ServerAccess(
    Server server,
    Endpoints endpoints,
    ConnectionName name,
    PairSecrets secrets,
    TimeLimits limits) {

  /** {@return where it is} */
  public Endpoint endpoint() {
    return endpoints.of(server);
  }

  /**
   * Opens a connection.
   *
   * @throws NoAnswerException as {@link JedisRedisConnection#open}
   */
  public JedisRedisConnection connect() throws NoAnswerException {
    return JedisRedisConnection.open(endpoint(), name, secrets::credentials, limits);
  }

  /** {@return what a new connection begins with, as of now} */
  Login login() {
    return new Login(secrets.credentials(), name);
  }

  @Override
  public String toString() {
    return server + " at " + endpoint();
  }
}
