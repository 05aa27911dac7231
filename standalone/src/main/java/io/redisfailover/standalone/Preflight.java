package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.StartException;
import io.redisfailover.controller.redis.ExcessiveRights;
import io.redisfailover.controller.redis.JedisRedisConnection;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RequiredSettings;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.controller.redis.SettingsReport;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes both servers before anything is started: they must be two, and let us do what the protocol
 * needs. A server that is away is no fault; a wrong password is one.
 */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private final BiFunction<Server, Endpoints, ServerAccess> servers;
  private final Duration detectionTimeout;

  /**
   * Creates one that has probed nothing.
   *
   * @param servers how a server is entered
   * @param detectionTimeout silence after which a server counts as failed
   */
  Preflight(BiFunction<Server, Endpoints, ServerAccess> servers, Duration detectionTimeout) {
    this.servers = servers;
    this.detectionTimeout = detectionTimeout;
  }

  /**
   * What one server said.
   *
   * @param runId its process
   * @param masterHost whom it follows; absent for a primary
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
    Optional<Seen> master = probe(Server.MASTER, endpoints);
    Optional<Seen> backup = probe(Server.BACKUP, endpoints);
    if (master.isPresent() && master.map(Seen::runId).equals(backup.map(Seen::runId))) {
      throw new StartException(
          "servers: "
              + endpoints.master()
              + " and "
              + endpoints.backup()
              + " reach the same Redis process (run_id "
              + master.get().runId()
              + "); set servers.backup to the second server.");
    }
    if (adopt) {
      settings(Server.MASTER, master, endpoints);
      settings(Server.BACKUP, backup, endpoints);
    }
    return new Endpoints(
        known(endpoints.master(), Server.BACKUP, backup, master, endpoints),
        known(endpoints.backup(), Server.MASTER, master, backup, endpoints));
  }

  private Optional<Seen> probe(Server server, Endpoints endpoints) throws StartException {
    try {
      return Optional.of(seen(servers.apply(server, endpoints)));
    } catch (NoAnswerException failure) {
      if (failure.answer() instanceof ProbeAnswer.Errored(var error, var runId)
          && error.isConfigurationFault()) {
        throw new StartException(
            "auth: login to "
                + server
                + " ("
                + endpoints.of(server)
                + ") failed: "
                + error
                + "; "
                + remedy(error));
      }
      LOG.warn(
          "Waiting for {} at {}: {}.", server, endpoints.of(server), failure.answer().inWords());
      return Optional.empty();
    }
  }

  private static String remedy(ErrorReply error) {
    return switch (error.kind()) {
      case NOPERM -> "allow the user this command in the ACL of the server.";
      case DENIED -> "set a password on the server and under auth.";
      case NOAUTH -> "set the password under auth.";
      default -> "correct the username or password under auth.";
    };
  }

  private static Seen seen(ServerAccess access) throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      Reply info = connection.call("INFO");
      Map<String, String> fields = ReplicationInfoParser.fields(info.text());
      String runId = fields.get("run_id");
      if (info.isError()) {
        throw new NoAnswerException(
            access.toString(),
            new ProbeAnswer.Errored(ErrorReply.parse(info.text()), Optional.empty()));
      }
      if (runId == null) {
        throw new NoAnswerException(
            access.toString(), new ProbeAnswer.Garbled("does not answer like a Redis server"));
      }
      return new Seen(
          runId,
          Optional.ofNullable(fields.get("master_host")),
          Integer.parseInt(fields.getOrDefault("master_port", "0")));
    }
  }

  private void settings(Server server, Optional<Seen> seen, Endpoints endpoints)
      throws StartException {
    if (seen.isEmpty()) {
      return;
    }
    try {
      ServerAccess access = servers.apply(server, endpoints);
      SettingsReport settings = new RequiredSettings(access, detectionTimeout).settings();
      settings
          .changed()
          .forEach(change -> LOG.info("Changed a setting of {}: {}.", server, change));
      if (settings.essentialMissing()) {
        throw new StartException(
            String.join("\n", settings.faults())
                + "\nFailover would not be safe; correct this, or set `mode: RouteOnly`.");
      }
      settings.faults().forEach(LOG::warn);
      ExcessiveRights.sentences(server, settings.traits(), exempt(access)).forEach(LOG::warn);
    } catch (NoAnswerException gone) {
      LOG.warn("Lost {} while reading its settings: {}.", server, gone.answer().inWords());
    }
  }

  /** The default user of a server without an ACL of its own may do everything. */
  private static Set<String> exempt(ServerAccess access) {
    Set<String> exempt = new HashSet<>(Set.of("default"));
    access.secrets().credentials().flatMap(RedisCredentials::username).ifPresent(exempt::add);
    return exempt;
  }

  /**
   * A running replica may know its primary under a name that stands nowhere in the configuration.
   * What answers there with the primary's run_id is the primary; without this the replica would
   * look like one of a foreign server's, and be parked.
   */
  private Endpoint known(
      Endpoint endpoint,
      Server followerServer,
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
        followerServer == Server.BACKUP
            ? new Endpoints(named, endpoints.backup())
            : new Endpoints(endpoints.master(), named);
    if (Addresses.areOneHost(host.get(), endpoint.host())) {
      return withAlias(endpoint, host.get());
    }
    try {
      String runId = seen(servers.apply(followerServer.other(), instead)).runId();
      if (master.map(Seen::runId).equals(Optional.of(runId))) {
        return withAlias(endpoint, host.get());
      }
    } catch (NoAnswerException unreachable) {
      Server primary = followerServer.other();
      LOG.warn(
          "Cannot reach {}, which {} follows; if that is {}, add {} to servers.{}.aliases, or {} is parked and copies the data again.",
          named,
          followerServer,
          primary,
          named.host(),
          primary == Server.MASTER ? "master" : "backup",
          followerServer);
    }
    return endpoint;
  }

  private static Endpoint withAlias(Endpoint endpoint, String alias) {
    Set<String> aliases = new HashSet<>(endpoint.aliases());
    aliases.add(alias);
    return new Endpoint(endpoint.host(), endpoint.port(), aliases);
  }
}
