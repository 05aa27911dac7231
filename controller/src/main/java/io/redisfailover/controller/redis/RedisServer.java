package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;

/**
 * One of the two servers: where it is and how it is entered. Immutable; every method may be called
 * from any thread and opens a connection of its own.
 *
 * @param node which of the two
 * @param endpoints where both are
 * @param name the name of the connections
 * @param credentials asked at every login
 * @param limits for dials and replies
 */
public record RedisServer(
    Node node,
    Endpoints endpoints,
    ConnectionName name,
    RedisCredentials.Source credentials,
    TimeLimits limits) {

  /** {@return where it is} */
  public Endpoint endpoint() {
    return endpoints.of(node);
  }

  /**
   * Opens a connection.
   *
   * @throws NoAnswerException as {@link RedisConnection#open}
   */
  public RedisConnection connect() throws NoAnswerException {
    return RedisConnection.open(endpoint(), name, credentials, limits);
  }

  /** {@return what a new connection begins with, as of now} */
  Login login() {
    return new Login(credentials.current(), name);
  }

  @Override
  public String toString() {
    return node + " at " + endpoint();
  }
}
