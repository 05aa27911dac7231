package io.redisfailover.proxy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.testsupport.RedisServer;
import io.redisfailover.testsupport.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Master and its replica Backup, real ones, with the marker of line 1 in their data. */
public record RedisPair(RedisServer master, RedisServer backup) implements AutoCloseable {
  static final String[] PARKED = {"--replicaof", "127.0.0.1 1"};

  public static RedisPair start(String... options) throws IOException {
    RedisServer master = RedisServer.start(options);
    try {
      RedisServer backup = RedisServer.start(options);
      try {
        RedisPair pair = new RedisPair(master, backup);
        pair.writeMarkers();
        backup.follow(master);
        pair.awaitInSync();
        return pair;
      } catch (RuntimeException failure) {
        backup.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      master.close();
      throw failure;
    }
  }

  public Endpoints endpoints() {
    return new Endpoints(at(master), at(backup));
  }

  /** {@return where a server is} */
  public static Endpoint at(RedisServer server) {
    return new Endpoint(server.host(), server.port());
  }

  RedisServer of(Node node) {
    return node == Node.MASTER ? master : backup;
  }

  /** {@return the line of Master as it stands} */
  Line lineOfMaster() {
    return new Line(1, Node.MASTER, master.replication("master_replid"));
  }

  /** A link that is up may take another second before it carries writes; wait for the first. */
  void awaitInSync() {
    master.ask("SET", "in sync", "1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> backup.ask("EXISTS", "in sync").equals("1"));
    master.ask("DEL", "in sync");
  }

  /** Promotes a standby as the protocol does: in one packet, so that no probe sees half of it. */
  void promote(Node node) {
    Command promote =
        new Command.Promote(
            node, 4, new Command.Expected("", false, "", Optional.empty()), 0, true, "a test");
    try (RespClient client = of(node).client()) {
      client.callAtOnce(promote.packet());
    }
  }

  private void writeMarkers() {
    Command write =
        new Command.WriteMarkers(
            Node.MASTER,
            new Marker(1, Node.MASTER),
            new Command.Expected("", true, "", Optional.empty()),
            "a test begins");
    for (List<String> command : write.packet()) {
      master.ask(command.toArray(String[]::new));
    }
  }

  @Override
  public void close() {
    master.close();
    backup.close();
  }
}
