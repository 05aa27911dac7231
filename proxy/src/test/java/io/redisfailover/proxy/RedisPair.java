package io.redisfailover.proxy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.realredis.process.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Two real servers: Master, with the marker of epoch 1 in its data, and its replica Backup. */
public record RedisPair(RedisProcess master, RedisProcess backup) implements AutoCloseable {
  /** The keys of its markers. */
  public static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));

  static final String[] PARKED = ServerOptions.PARKED.toArray(String[]::new);

  private static final String[] OFTEN = {"--repl-ping-replica-period", "1"};

  public static RedisPair start() {
    RedisProcess master = RedisProcess.start(OFTEN);
    try {
      RedisProcess backup = RedisProcess.start(OFTEN);
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
    } catch (RuntimeException failure) {
      master.close();
      throw failure;
    }
  }

  public Endpoints endpoints() {
    return new Endpoints(at(master), at(backup));
  }

  /** {@return the address of a server} */
  public static Endpoint at(RedisProcess redis) {
    return new Endpoint(redis.host(), redis.port());
  }

  RedisProcess of(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /** {@return the epoch of Master, as its data has it} */
  Epoch epochOfMaster() {
    return new Epoch(1, Server.MASTER, master.info("master_replid"));
  }

  /** Waits for the first write: a link that is up carries writes up to a second later. */
  void awaitInSync() {
    master.ask("SET", "in sync", "1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> backup.ask("EXISTS", "in sync").equals("1"));
    master.ask("DEL", "in sync");
  }

  /** Promotes a standby as the protocol does: in one packet, so that no probe sees half of it. */
  void promote(Server server) {
    Command promote =
        new Command.Promote(
            server,
            4,
            new Command.Expected("", false, "", Optional.empty()),
            0,
            Obsolete.EPOCH,
            "a test");
    try (RespClient client = of(server).client()) {
      client.callAtOnce(promote.packet(KEYS));
    }
  }

  private void writeMarkers() {
    Command write =
        new Command.WriteMarkers(
            Server.MASTER,
            new Marker(1, Server.MASTER),
            new Command.Expected("", true, master.info("master_replid"), Optional.empty()),
            "a test begins");
    for (List<String> command : write.packet(KEYS)) {
      master.ask(command.toArray(String[]::new));
    }
  }

  @Override
  public void close() {
    master.close();
    backup.close();
  }
}
