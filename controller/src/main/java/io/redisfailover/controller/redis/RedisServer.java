package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
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
    Credentials.Source credentials,
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
    return connect(limits);
  }

  /** Opens a connection with other limits. */
  RedisConnection connect(TimeLimits otherLimits) throws NoAnswerException {
    return RedisConnection.open(endpoint(), name, credentials, otherLimits);
  }

  @Override
  public String toString() {
    return node + " at " + endpoint();
  }
}
