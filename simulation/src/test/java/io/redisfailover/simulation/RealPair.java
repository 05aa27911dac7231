package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.installation.InstallationPlan;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.Parties;
import io.redisfailover.testbed.redis.Persistence;
import io.redisfailover.testbed.redis.RedisRelease;
import io.redisfailover.testbed.redis.RedisServer;
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

  private final Map<Node, RealServer> servers = new EnumMap<>(Node.class);
  private final Map<Node, FaultyLink> links = new EnumMap<>(Node.class);
  private final Endpoints endpoints;

  /** Starts two parked, empty servers. */
  RealPair(RedisRelease release, Path folder, Map<Node, ServerFacts.Persistence> persistence) {
    Parties parties = new Parties();
    for (Node node : Node.values()) {
      List<String> options = new ArrayList<>(InstallationPlan.SETTINGS);
      options.addAll(Persistence.valueOf(persistence.get(node).name()).options());
      options.addAll(RealServer.OPTIONS);
      RedisServer server = new RedisServer(release, folder.resolve(node.markerWord()), options);
      servers.put(node, new RealServer(node, server));
      links.put(node, FaultyLink.to(server, parties));
    }
    endpoints = new Endpoints(address(Node.MASTER), address(Node.BACKUP));
    try {
      servers.values().forEach(server -> server.start(RedisServer.PARKED));
    } catch (RuntimeException broken) {
      close();
      throw broken;
    }
  }

  private Endpoint address(Node node) {
    return new Endpoint("127.0.0.1", links.get(node).port());
  }

  @Override
  public boolean apply(ContractStep step) {
    Node node = step.node();
    RealServer server = servers.get(node);
    await(step);
    switch (step.kind()) {
      case PROMOTE ->
          server.send(new Command.Promote(node, step.number(), UNASKED, 0, step.fits(), WHY));
      case UNPARK -> server.send(new Command.Unpark(node, step.number(), UNASKED, WHY));
      case PARK -> server.send(new Command.Park(node, UNASKED, WHY));
      case FOLLOW -> follow(node);
      case FOLLOW_SLOWLY -> followSlowly(node);
      case FOLLOW_AND_DIE -> followAndDie(node);
      case WRITE_MARKERS ->
          server.send(
              new Command.WriteMarkers(node, new Marker(step.number(), node), UNASKED, WHY));
      case FLUSH_FUNCTIONS -> server.flushFunctions();
      case WRITE, OVERRUN -> {
        return server.write(step.number(), step.count());
      }
      case PING -> server.ping();
      case SAVE -> server.save();
      case KILL -> server.kill();
      case STOP -> server.terminate();
      case WIPE -> server.wipe();
      case START -> server.start(RedisServer.PARKED);
      case START_AS_MASTER -> startAsMaster(node);
      case HANG -> server.hang();
      case RESUME -> server.resume();
      case CUT -> fault(LinkFault.SILENT, LinkFault.SILENT, node);
      case CUT_ONE_WAY ->
          fault(new LinkFault.Silent(false, true), new LinkFault.Silent(true, false), node);
      case RESET -> fault(new LinkFault.Reset(), new LinkFault.Reset(), node);
      case HEAL -> fault(LinkFault.NONE, LinkFault.NONE, node);
    }
    return true;
  }

  /** Waits for what goes on unseen and would make it a matter of chance what the step does. */
  private void await(ContractStep step) {
    RealServer server = servers.get(step.node());
    switch (step.kind()) {
      case PROMOTE, UNPARK -> server.awaitFirstPing();
      case KILL, WIPE, STOP, FOLLOW_AND_DIE -> server.awaitLog();
      case HANG -> {
        server.awaitLog();
        servers.values().forEach(RealServer::awaitFlow);
      }
      case CUT, CUT_ONE_WAY -> servers.values().forEach(RealServer::awaitFlow);
      default -> {}
    }
  }

  private void follow(Node node) {
    servers.get(node).send(new Command.Follow(node, UNASKED, address(node.other()), WHY));
  }

  /** A full copy of the other one's keys takes long enough to be broken off. */
  private void followSlowly(Node node) {
    RealServer master = servers.get(node.other());
    master.takesItsTimeFor(master.keys());
    follow(node);
    servers.get(node).awaitLinkOrCopy();
    master.hurries();
  }

  /** It is killed while it still writes down what it has copied. */
  private void followAndDie(Node node) {
    RealServer server = servers.get(node);
    server.takesItsTimeFor(servers.get(node.other()).keys());
    follow(node);
    server.awaitLink();
    server.kill();
  }

  private void startAsMaster(Node node) {
    servers.get(node).start(List.of());
    links.get(node).refuse();
    servers.get(node).awaitFirstPing();
    links.get(node).admit();
  }

  /** Makes the link at which a server is dialled faulty, and the one on which it dials. */
  private void fault(LinkFault dialled, LinkFault dialling, Node node) {
    links.get(node).set(Parties.NOBODY, dialled);
    links.get(node.other()).set(Parties.NOBODY, dialling);
  }

  @Override
  public Map<Node, Shown> look() {
    Map<Node, Shown> shown = new EnumMap<>(Node.class);
    servers.forEach((node, server) -> server.look(endpoints).ifPresent(it -> shown.put(node, it)));
    return shown;
  }

  /** Ends the servers and deletes what they wrote. */
  @Override
  public void close() {
    links.values().forEach(FaultyLink::close);
    try {
      servers.get(Node.MASTER).close();
    } finally {
      servers.get(Node.BACKUP).close();
    }
  }
}
