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
import io.redisfailover.failover.model.MalformedReplyException;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
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
   * @param state its process, and whom it follows
   * @param announced where it says itself that the other server reaches it
   */
  private record Seen(ServerState state, Optional<Endpoint> announced) {
    String runId() {
      return state.runId();
    }
  }

  /**
   * What is known of the two servers.
   *
   * @param endpoints where they are
   * @param foundAt where the one follows the other, or announces itself, if that is somewhere else
   */
  record Checked(Endpoints endpoints, ReplicationAddresses foundAt) {
    /** {@return two servers that were not probed} */
    static Checked unseen(Endpoints endpoints) {
      return new Checked(endpoints, new ReplicationAddresses(Optional.empty(), Optional.empty()));
    }

    /**
     * {@return the same for servers that may have moved since; where they did, it no longer holds}
     */
    Checked movedTo(Endpoints present) {
      return present.equals(endpoints) ? this : unseen(present);
    }
  }

  /**
   * What was found of one server.
   *
   * @param endpoint where it is
   * @param followedAt where the other one follows it, if nobody had said so before
   */
  private record Found(Endpoint endpoint, Optional<Endpoint> followedAt) {}

  /**
   * Looks.
   *
   * @param endpoints where both servers are
   * @param told where the file says that they are told to replicate from
   * @param leads whether this process changes the servers: it sets what the protocol needs, and
   *     tells each where the other one is
   * @return the same with every address by which the one follows the other already
   * @throws StartException when the two are one, or do not let us in, or lack what is needed;
   *     nothing was changed then
   */
  Checked check(Endpoints endpoints, ReplicationAddresses told, boolean leads)
      throws StartException {
    ServerRights.require(servers, endpoints, leads);
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
    Found foundMaster = found(Server.MASTER, master, backup, endpoints, leads);
    Found foundBackup = found(Server.BACKUP, backup, master, endpoints, leads);
    ReplicationAddresses foundAt =
        new ReplicationAddresses(foundMaster.followedAt(), foundBackup.followedAt())
            .or(
                new ReplicationAddresses(
                    announced(Server.MASTER, master, endpoints),
                    announced(Server.BACKUP, backup, endpoints)));
    ReplicationAddresses known = told.or(foundAt);
    if (leads) {
      requireReachable(Server.MASTER, foundBackup, backup, endpoints, known);
      requireReachable(Server.BACKUP, foundMaster, master, endpoints, known);
      requireSettings(Server.MASTER, master, endpoints);
      requireSettings(Server.BACKUP, backup, endpoints);
      settings(Server.MASTER, master, endpoints);
      settings(Server.BACKUP, backup, endpoints);
    }
    return new Checked(
        known.alsoAt(new Endpoints(foundMaster.endpoint(), foundBackup.endpoint())), foundAt);
  }

  private Optional<Seen> probe(Server server, Endpoints endpoints) throws StartException {
    try {
      return Optional.of(seen(server, endpoints));
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

  private Seen seen(Server server, Endpoints endpoints) throws NoAnswerException {
    ServerAccess access = servers.apply(server, endpoints);
    try (JedisRedisConnection connection = access.connect()) {
      Reply info = connection.call("INFO");
      if (info.isError()) {
        throw new NoAnswerException(
            access.toString(),
            new ProbeAnswer.Errored(ErrorReply.parse(info.text()), Optional.empty()));
      }
      String host = connection.setting("replica-announce-ip").orElse("");
      String port = connection.setting("replica-announce-port").orElse("0");
      try {
        return seen(server, endpoints, info.text(), host, Integer.parseInt(port));
      } catch (MalformedReplyException | NumberFormatException malformed) {
        throw new NoAnswerException(
            access.toString(), new ProbeAnswer.Garbled("does not answer like a Redis server"));
      }
    }
  }

  private static Seen seen(Server server, Endpoints endpoints, String info, String host, int port) {
    Map<String, String> fields = ReplicationInfoParser.fields(info);
    if (fields.get("run_id") == null) {
      throw new MalformedReplyException("no run_id");
    }
    ServerState state =
        ServerState.of(
            server,
            endpoints,
            fields.get("run_id"),
            ReplicationInfoParser.parse(info),
            Markers.NONE,
            false,
            ServerState.UNKNOWN,
            ServerState.UNKNOWN,
            Optional.empty(),
            ServerState.UNKNOWN,
            port > 0 ? port : Integer.parseInt(fields.getOrDefault("tcp_port", "0")));
    Endpoint own = endpoints.of(server);
    return new Seen(
        state,
        host.isEmpty() && port == 0
            ? Optional.empty()
            : Optional.of(
                new Endpoint(
                    host.isEmpty() ? own.host() : host,
                    Endpoint.isPort(port) ? port : own.port())));
  }

  /** Both servers are asked before either is changed. */
  private void requireSettings(Server server, Optional<Seen> seen, Endpoints endpoints)
      throws StartException {
    if (seen.isEmpty()) {
      return;
    }
    try {
      ServerAccess access = servers.apply(server, endpoints);
      require(new RequiredSettings(access, detectionTimeout).trial());
    } catch (NoAnswerException gone) {
      LOG.warn("Lost {} while reading its settings: {}.", server, gone.answer().inWords());
    }
  }

  private static void require(SettingsReport settings) throws StartException {
    if (settings.essentialMissing()) {
      throw new StartException(
          String.join("\n", settings.faults())
              + "\nFailover would not be safe; correct this, or set `mode: RouteOnly`.");
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
      require(settings);
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
   * A running replica may know its primary under an address that stands nowhere in the
   * configuration. It is the primary's if both servers show that the one replicates from the other,
   * or if the same process answers there; the replica is told the same one when it rejoins. Only a
   * process that leads asks there: it gives its password to an address that a server names.
   */
  private Found found(
      Server server,
      Optional<Seen> seen,
      Optional<Seen> follower,
      Endpoints endpoints,
      boolean leads) {
    Endpoint endpoint = endpoints.of(server);
    Optional<Endpoint> unknown = follower.flatMap(it -> it.state().unknownAddress());
    if (unknown.isEmpty()) {
      return new Found(endpoint, Optional.empty());
    }
    Endpoint address = unknown.get();
    if (address.port() == endpoint.port()
        && Addresses.areOneHost(address.host(), endpoint.host())) {
      return new Found(endpoint.known(address.host()), Optional.empty());
    }
    if (seen.isPresent()
        && (recognized(seen.get(), follower) || (leads && isAt(server, seen, address)))) {
      LOG.info(
          "Recognized {} at {}, where {} follows it; set {}.replicationAddress to it, so that it is known while {} is away too.",
          server,
          address,
          server.other(),
          key(server),
          server);
      return new Found(endpoint.known(address.toString()), unknown);
    }
    LOG.warn(
        "Nothing shows that {}, which {} follows, is {}; if it is, add it to {}.aliases, or {} is parked and copies the data again.",
        address,
        server.other(),
        server,
        key(server),
        server.other());
    return new Found(endpoint, Optional.empty());
  }

  private static boolean recognized(Seen seen, Optional<Seen> follower) {
    return follower.filter(it -> it.state().recognized(seen.state()).followsPeer()).isPresent();
  }

  /** Whether the process that answers at an address is this one. */
  private boolean isAt(Server server, Optional<Seen> seen, Endpoint address) {
    try {
      String runId = seen(server, new Endpoints(address, address)).runId();
      return seen.map(Seen::runId).equals(Optional.of(runId));
    } catch (NoAnswerException unreachable) {
      return false;
    }
  }

  /** What a server announces is where the other one reaches it, unless something says better. */
  private static Optional<Endpoint> announced(
      Server server, Optional<Seen> seen, Endpoints endpoints) {
    return seen.flatMap(Seen::announced)
        .filter(address -> !endpoints.of(server).isNamedBy(address.host(), address.port()));
  }

  /**
   * Refuses a pair that replicates where this process cannot look, unless it is known where the
   * replica is: the first role change would leave it without a standby.
   */
  private void requireReachable(
      Server replica,
      Found primary,
      Optional<Seen> seen,
      Endpoints endpoints,
      ReplicationAddresses known)
      throws StartException {
    Server followed = replica.other();
    Optional<Endpoint> address = primary.followedAt().filter(it -> known.of(replica).isEmpty());
    if (address.isEmpty()) {
      return;
    }
    Endpoint own = endpoints.of(replica);
    if (Addresses.isLoopback(own.host()) && !Addresses.isLoopback(address.get().host())) {
      throw new StartException(
          "%s: %s is this machine, but %s follows %s at %s, so %s may reach another machine there; set %s.replicationAddress to where %s reaches %s."
              .formatted(
                  key(replica),
                  own,
                  replica,
                  followed,
                  address.get(),
                  followed,
                  key(replica),
                  followed,
                  replica));
    }
    if (!isAt(followed, seen, address.get())) {
      throw new StartException(
          "%s: %s follows %s at %s, where this process does not reach it, so %s may not reach %s at %s either; set %s.replicationAddress to where %s reaches it."
              .formatted(
                  key(replica),
                  replica,
                  followed,
                  address.get(),
                  followed,
                  replica,
                  endpoints.of(replica),
                  key(replica),
                  followed));
    }
  }

  private static String key(Server server) {
    return server == Server.MASTER ? "servers.master" : "servers.backup";
  }
}
