package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.realredis.process.ServerOptions;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.SocketOwners;
import io.redisfailover.testbed.redis.RedisRelease;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two real servers with the settings of the project, each behind a link that can be cut for its
 * replica. They are commanded and probed with the packets of the product.
 */
final class RealPair implements ContractPair, AutoCloseable {
  private static final String WHY = "contract";
  private static final Command.Expected UNASKED =
      new Command.Expected("", false, "", Optional.empty());

  private final Map<Server, RealServer> servers = new EnumMap<>(Server.class);
  private final Map<Server, FaultyLink> links = new EnumMap<>(Server.class);
  private final Endpoints endpoints;

  /** Starts two parked, empty servers. */
  RealPair(RedisRelease release, Path folder, Map<Server, ServerFacts.Persistence> persistence) {
    SocketOwners parties = new SocketOwners();
    for (Server server : Server.values()) {
      List<String> options = new ArrayList<>(ServerOptions.REQUIRED);
      options.addAll(DiskMode.valueOf(persistence.get(server).name()).options());
      options.addAll(RealServer.OPTIONS);
      RestartableRedis redisServer =
          new RestartableRedis(release, folder.resolve(server.markerWord()), options);
      servers.put(server, new RealServer(server, redisServer));
      links.put(server, FaultyLink.to(redisServer, parties));
    }
    endpoints = new Endpoints(address(Server.MASTER), address(Server.BACKUP));
    try {
      servers.values().forEach(redisServer -> redisServer.start(ServerOptions.PARKED));
    } catch (RuntimeException broken) {
      close();
      throw broken;
    }
  }

  private Endpoint address(Server server) {
    return new Endpoint("127.0.0.1", links.get(server).port());
  }

  @Override
  public boolean apply(ContractStep step) {
    Server server = step.server();
    RealServer redisServer = servers.get(server);
    await(step);
    switch (step.kind()) {
      case PROMOTE ->
          redisServer.send(
              new Command.Promote(server, step.number(), UNASKED, 0, step.obsolete(), WHY));
      case UNPARK ->
          redisServer.send(
              new Command.Unpark(server, step.number(), inItsHistory(redisServer), WHY));
      case PARK -> redisServer.send(new Command.Park(server, UNASKED, WHY));
      case FOLLOW -> follow(server);
      case FOLLOW_SLOWLY -> followSlowly(server);
      case FOLLOW_AND_DIE -> followAndDie(server);
      case WRITE_MARKERS ->
          redisServer.send(
              new Command.WriteMarkers(
                  server, new Marker(step.number(), server), inItsHistory(redisServer), WHY));
      case FLUSH_FUNCTIONS -> redisServer.flushFunctions();
      case WRITE, OVERRUN -> {
        return redisServer.write(step.number(), step.count());
      }
      case PING -> redisServer.ping();
      case SAVE -> redisServer.save();
      case KILL -> redisServer.kill();
      case STOP -> redisServer.terminate();
      case WIPE -> redisServer.wipe();
      case START -> redisServer.start(ServerOptions.PARKED);
      case START_AS_MASTER -> startAsMaster(server);
      case HANG -> redisServer.hang();
      case RESUME -> redisServer.resume();
      case CUT -> fault(LinkFault.SILENT, LinkFault.SILENT, server);
      case CUT_ONE_WAY ->
          fault(new LinkFault.Silent(false, true), new LinkFault.Silent(true, false), server);
      case RESET -> fault(new LinkFault.Reset(), new LinkFault.Reset(), server);
      case HEAL -> fault(LinkFault.NONE, LinkFault.NONE, server);
    }
    return true;
  }

  /** Waits for what goes on unseen and would make it a matter of chance what the step does. */
  private void await(ContractStep step) {
    RealServer redisServer = servers.get(step.server());
    switch (step.kind()) {
      case PROMOTE, UNPARK -> redisServer.awaitFirstPing();
      case KILL, WIPE, STOP, FOLLOW_AND_DIE -> redisServer.awaitLog();
      case HANG -> {
        redisServer.awaitLog();
        servers.values().forEach(RealServer::awaitFlow);
      }
      case CUT, CUT_ONE_WAY -> servers.values().forEach(RealServer::awaitFlow);
      default -> {}
    }
  }

  /** The markers name the history that the server has right before. */
  private static Command.Expected inItsHistory(RealServer redisServer) {
    return new Command.Expected("", false, redisServer.replicationId(), Optional.empty());
  }

  private void follow(Server server) {
    servers.get(server).send(new Command.Follow(server, UNASKED, address(server.other()), WHY));
  }

  /** A full copy of the other one's keys takes long enough to be broken off. */
  private void followSlowly(Server server) {
    RealServer master = servers.get(server.other());
    master.takesItsTimeFor(master.keys());
    follow(server);
    servers.get(server).awaitLinkOrCopy();
    master.hurries();
  }

  /** It is killed while it still writes down what it has copied. */
  private void followAndDie(Server server) {
    RealServer redisServer = servers.get(server);
    redisServer.takesItsTimeFor(servers.get(server.other()).keys());
    follow(server);
    redisServer.awaitLink();
    redisServer.kill();
  }

  private void startAsMaster(Server server) {
    servers.get(server).start(List.of());
    links.get(server).refuse();
    servers.get(server).awaitFirstPing();
    links.get(server).admit();
  }

  /** Makes the link at which a server is dialled faulty, and the one on which it dials. */
  private void fault(LinkFault dialled, LinkFault dialling, Server server) {
    links.get(server).set(SocketOwners.NOBODY, dialled);
    links.get(server.other()).set(SocketOwners.NOBODY, dialling);
  }

  @Override
  public Map<Server, Shown> probe() {
    Map<Server, Shown> shown = new EnumMap<>(Server.class);
    servers.forEach((server, redisServer) ->
        redisServer.probe(endpoints).ifPresent(it -> shown.put(server, it)));
    return shown;
  }

  /** Ends the servers and deletes what they wrote. */
  @Override
  public void close() {
    links.values().forEach(FaultyLink::close);
    try {
      servers.get(Server.MASTER).close();
    } finally {
      servers.get(Server.BACKUP).close();
    }
  }
}
