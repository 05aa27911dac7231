package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.StartException;
import io.redisfailover.controller.redis.Adoption;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RedisConnection;
import io.redisfailover.controller.redis.RedisServer;
import io.redisfailover.controller.redis.ServerSettings;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ReplicationInfoParser;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at both servers before anything is started: they must be two, and let us do what the
 * protocol needs. A server that is away is no fault; a wrong password is one.
 */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private final BiFunction<Node, Endpoints, RedisServer> servers;

  /** With a way to enter a server. */
  Preflight(BiFunction<Node, Endpoints, RedisServer> servers) {
    this.servers = servers;
  }

  /**
   * What one server said.
   *
   * @param runId its process
   * @param masterHost whom it follows; absent for a master
   * @param masterPort the port of that
   */
  private record Seen(String runId, Optional<String> masterHost, int masterPort) {}

  /**
   * Looks.
   *
   * @param endpoints where both servers are
   * @param adopt whether the settings that the protocol needs are set
   * @return the same with every name by which the one follows the other already
   * @throws StartException when the two are one, or do not let us in, or lack what is needed
   */
  Endpoints check(Endpoints endpoints, boolean adopt) throws StartException {
    Optional<Seen> master = look(Node.MASTER, endpoints);
    Optional<Seen> backup = look(Node.BACKUP, endpoints);
    if (master.isPresent() && master.map(Seen::runId).equals(backup.map(Seen::runId))) {
      throw new StartException(
          "servers: the two addresses "
              + endpoints.master()
              + " and "
              + endpoints.backup()
              + " are one server: both have the run_id "
              + master.get().runId()
              + ". Write where the second server is.");
    }
    if (adopt) {
      settings(Node.MASTER, master, endpoints);
      settings(Node.BACKUP, backup, endpoints);
    }
    return new Endpoints(
        known(endpoints.master(), Node.BACKUP, backup, master, endpoints),
        known(endpoints.backup(), Node.MASTER, master, backup, endpoints));
  }

  private Optional<Seen> look(Node node, Endpoints endpoints) throws StartException {
    try {
      return Optional.of(seen(servers.apply(node, endpoints)));
    } catch (NoAnswerException failure) {
      if (failure.answer() instanceof Answer.Errored(var error, var runId)
          && error.isConfigurationFault()) {
        throw new StartException(
            "auth: "
                + node
                + " at "
                + endpoints.of(node)
                + " does not let us in: "
                + error
                + ". Write the right login under auth.");
      }
      LOG.warn("{} cannot be asked yet: {}", node, failure.getMessage());
      return Optional.empty();
    }
  }

  private static Seen seen(RedisServer server) throws NoAnswerException {
    try (RedisConnection connection = server.connect()) {
      Reply info = connection.call("INFO");
      Map<String, String> fields = ReplicationInfoParser.fields(info.text());
      String runId = fields.get("run_id");
      if (info.isError() || runId == null) {
        throw new NoAnswerException(
            server.toString(), new Answer.Garbled("does not answer as a Redis server does"));
      }
      return new Seen(
          runId,
          Optional.ofNullable(fields.get("master_host")),
          Integer.parseInt(fields.getOrDefault("master_port", "0")));
    }
  }

  private void settings(Node node, Optional<Seen> seen, Endpoints endpoints) throws StartException {
    if (seen.isEmpty()) {
      return;
    }
    try {
      ServerSettings settings = new Adoption(servers.apply(node, endpoints)).settings();
      settings.changed().forEach(change -> LOG.info("{}: set {}", node, change));
      settings.faults().forEach(LOG::warn);
      if (settings.essentialMissing()) {
        throw new StartException(
            String.join("\n", settings.faults())
                + "\nFailing over would not be safe. Set it in the server's own configuration, or"
                + " allow the user CONFIG SET, or write `mode: RouteOnly`.");
      }
    } catch (NoAnswerException gone) {
      LOG.warn("{} went away while it was looked at: {}", node, gone.getMessage());
    }
  }

  /**
   * A running replica may know its master under a name that stands nowhere in the configuration.
   * What answers there with the master's run_id is the master; without this the replica would look
   * like one of a stranger's, and be parked.
   */
  private Endpoint known(
      Endpoint endpoint,
      Node followerNode,
      Optional<Seen> follower,
      Optional<Seen> master,
      Endpoints endpoints) {
    Optional<String> host = follower.flatMap(Seen::masterHost);
    int port = follower.map(Seen::masterPort).orElse(0);
    if (host.isEmpty() || port != endpoint.port() || endpoint.isNamedBy(host.get(), port)) {
      return endpoint;
    }
    Endpoint named = new Endpoint(host.get(), port);
    Endpoints instead =
        followerNode == Node.BACKUP
            ? new Endpoints(named, endpoints.backup())
            : new Endpoints(endpoints.master(), named);
    if (Addresses.areOneHost(host.get(), endpoint.host())) {
      return withAlias(endpoint, host.get());
    }
    try {
      String runId = seen(servers.apply(followerNode.other(), instead)).runId();
      if (master.map(Seen::runId).equals(Optional.of(runId))) {
        return withAlias(endpoint, host.get());
      }
    } catch (NoAnswerException unreachable) {
      LOG.warn("{} follows {}, which cannot be asked from here", followerNode, named);
    }
    return endpoint;
  }

  private static Endpoint withAlias(Endpoint endpoint, String alias) {
    Set<String> aliases = new HashSet<>(endpoint.aliases());
    aliases.add(alias);
    return new Endpoint(endpoint.host(), endpoint.port(), aliases);
  }
}
