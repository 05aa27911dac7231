package io.redisfailover.proxypod;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Real servers as pods have them: each at an address of its own, all on one port, with a system
 * user for the proxy. {@link #close} ends them.
 */
final class ServerPair implements AutoCloseable {
  /** The key of the markers. */
  static final String KEY = "k".repeat(MarkerKeys.SHORTEST);

  static final String MASTER = "127.0.1.1";
  static final String BACKUP = "127.0.1.2";

  /** The commands that the proxy's user may send. */
  private static final List<String> ALLOWED =
      List.of(
          "+ping",
          "+info",
          "+replicaof",
          "+client|setname",
          "+client|id",
          "+client|list",
          "+client|kill",
          "+function|list",
          "+function|load",
          "+function|delete",
          "+config|get");

  private final int port;
  private final String password;
  private final List<RedisProcess> servers = new ArrayList<>();

  /** No servers yet. */
  ServerPair(String password) throws IOException {
    this.port = FreePort.find();
    this.password = password;
  }

  /** {@return every server that was started, in that order} */
  List<RedisProcess> all() {
    return List.copyOf(servers);
  }

  int port() {
    return port;
  }

  /** Starts an empty server to which the proxy can log in. */
  RedisProcess start(String host) throws IOException {
    RedisProcess server = RedisProcess.startAt(host, port, "--repl-ping-replica-period", "1");
    servers.add(server);
    allow(server, password);
    return server;
  }

  /** Starts Master with the marker of epoch 1 in its data. */
  RedisProcess startMaster() throws IOException {
    RedisProcess master = start(MASTER);
    Command markers =
        new Command.WriteMarkers(
            Server.MASTER,
            new Marker(1, Server.MASTER),
            new Command.Expected("", true, master.info("master_replid"), Optional.empty()),
            "a test begins");
    for (List<String> command : markers.packet(MarkerKeys.parse(KEY))) {
      master.ask(command.toArray(String[]::new));
    }
    return master;
  }

  /** Starts a replica and waits until it has everything. */
  RedisProcess startReplica(String host, RedisProcess of) throws IOException {
    RedisProcess replica = start(host);
    replica.follow(of);
    String key = "in sync at " + host;
    of.ask("SET", key, "1");
    Awaitility.await().until(() -> replica.ask("EXISTS", key).equals("1"));
    return replica;
  }

  /** Gives the proxy's user this password and no other one. */
  void allow(RedisProcess server, String newPassword) {
    List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "rf-proxy", "on"));
    command.addAll(List.of("resetpass", ">" + newPassword, "resetkeys", "-@all"));
    command.addAll(ALLOWED);
    String reply = server.ask(command.toArray(String[]::new));
    if (!reply.equals("OK")) {
      throw new IllegalStateException(reply);
    }
  }

  @Override
  public void close() {
    servers.forEach(RedisProcess::close);
  }
}
