package io.redisfailover.standalone;

import io.redisfailover.configuration.StartException;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RequiredRights;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Refuses a start whose user may not do what {@code Promote} needs. Without this the first failover
 * would find out.
 */
final class ServerRights {
  private ServerRights() {}

  /**
   * Asks both servers. Nothing on them changes; one that does not answer is left out.
   *
   * @param servers how a server is entered
   * @param endpoints where both are
   * @param leads whether this process sets what the protocol needs, too
   * @throws StartException with the rule to add, for each server that lacks some
   */
  static void require(
      BiFunction<Server, Endpoints, ServerAccess> servers, Endpoints endpoints, boolean leads)
      throws StartException {
    for (Server server : Server.values()) {
      ServerAccess access = servers.apply(server, endpoints);
      List<String> missing = missing(access, leads);
      if (!missing.isEmpty()) {
        String user =
            access.secrets().credentials().flatMap(RedisCredentials::username).orElse("default");
        String rules = String.join(" ", missing);
        throw new StartException(
            "auth",
            "the user %s of %s (%s) may not run what Promote needs: NOPERM; run `ACL SETUSER %s %s` on both servers, or route only (`mode: RouteOnly`, or --route-only with --haproxy-cfg)."
                .formatted(user, server, access.endpoint(), user, rules));
      }
    }
  }

  private static List<String> missing(ServerAccess access, boolean leads) {
    try {
      return RequiredRights.missing(access, leads);
    } catch (NoAnswerException away) {
      return List.of();
    }
  }
}
