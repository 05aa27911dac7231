package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import java.time.Duration;

/** How the controller reaches the real servers of a test. */
public final class TestAccess {
  private TestAccess() {}

  /** {@return the address of a server} */
  public static Endpoint endpoint(RedisProcess server) {
    return new Endpoint(server.host(), server.port());
  }

  /** {@return the addresses of two servers} */
  public static Endpoints endpoints(RedisProcess master, RedisProcess backup) {
    return new Endpoints(endpoint(master), endpoint(backup));
  }

  /** {@return the access to one of two servers, without a password} */
  static ServerAccess server(Server server, Endpoints endpoints, ConnectionName name) {
    return new ServerAccess(
        server,
        endpoints,
        name,
        RedisCredentials.Source.NONE,
        new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }
}
