package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
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
 * @param credentials asked at every login
 * @param limits for dials and replies
 */
public record ServerAccess(
    Server server,
    Endpoints endpoints,
    ConnectionName name,
    RedisCredentials.Source credentials,
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
    return JedisRedisConnection.open(endpoint(), name, credentials, limits);
  }

  /** {@return what a new connection begins with, as of now} */
  Login login() {
    return new Login(credentials.current(), name);
  }

  @Override
  public String toString() {
    return server + " at " + endpoint();
  }
}
