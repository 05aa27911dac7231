package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How the controller reaches the real servers of a test. */
public final class TestAccess {
  /** No login, and the keys of the markers. */
  public static final PairSecrets SECRETS =
      PairSecrets.withoutLogin(MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST)));

  private TestAccess() {}

  /** {@return the same with a login} */
  static PairSecrets login(Supplier<RedisCredentials> credentials) {
    return PairSecrets.of(() -> Optional.of(credentials.get()), SECRETS::markerKeys);
  }

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
        TestAccess.SECRETS,
        new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }
}
