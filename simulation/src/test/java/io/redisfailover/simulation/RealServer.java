package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.simulation.ContractPair.Shown;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One of the real servers of a contract, and the connection on which it is told what to do. */
final class RealServer {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PROBE_AGAIN = Duration.ofMillis(5);
  private static final Duration FIRST_PING = Duration.ofMillis(1_200);

  /** A replica says once a second where it is. */
  private static final Duration WORD = Duration.ofMillis(1_500);

  private static final Probe PROBE = new Probe(Optional.of(new MarkerReader(World.KEYS)));
  private static final String PING_PERIOD = "repl-ping-replica-period";
  private static final String NEVER = "3600";
  private static final String KEY_DELAY = "rdb-key-save-delay";
  private static final long DELAY_MICROS = 10_000_000;

  /** So that {@link SimulatedPair#BACKLOG} of them are more than the backlog's bytes. */
  private static final String VALUE = "v".repeat(160);

  /**
   * What stands here comes after the project's settings and overrules them: pings are a step of the
   * contract, since nobody could say how many there were; a backlog that a few writes overrun; and
   * housekeeping ten times as often, so that a full copy does not wait for it.
   */
  static final List<String> OPTIONS =
      List.of("--" + PING_PERIOD, NEVER, "--repl-backlog-size", "65536", "--hz", "100");

  private final Server server;
  private final RestartableRedis redisServer;

  /** The connection to the process; null when none runs. */
  private RespClient client;

  private boolean hung;
  private long startedAt;
  private boolean first = true;
  private int copies;
  private long copiedAt = System.nanoTime() - WORD.toNanos();

  RealServer(Server server, RestartableRedis redisServer) {
    this.server = server;
    this.redisServer = redisServer;
  }

  void start(List<String> options) {
    first = startedAt == 0;
    startedAt = System.nanoTime();
    redisServer.launch(options.toArray(String[]::new));
    client = redisServer.connect();
    copies = 0;
  }

  /** Ends it with its children, as a container ends: one that gives a copy would go on alone. */
  void end(Runnable end) {
    List<ProcessHandle> children =
        ProcessHandle.of(redisServer.pid()).stream().flatMap(ProcessHandle::children).toList();
    end.run();
    children.forEach(ProcessHandle::destroyForcibly);
    client.close();
    client = null;
    hung = false;
  }

  void kill() {
    end(redisServer::kill);
  }

  void terminate() {
    end(redisServer::terminate);
  }

  void wipe() {
    end(redisServer::kill);
    redisServer.deleteData();
  }

  void hang() {
    redisServer.hang();
    hung = true;
  }

  void resume() {
    redisServer.resume();
    hung = false;
  }

  /** Ends it for good. What it is writing is waited for, or it could not be deleted. */
  void close() {
    try {
      if (client != null) {
        awaitLog();
        client.close();
      }
    } finally {
      redisServer.close();
    }
  }

  void send(Command command) {
    List<String> unused = client.callAtOnce(command.packet(World.KEYS));
  }

  void flushFunctions() {
    client.call("FUNCTION", "FLUSH");
  }

  /** {@return whether all of these keys were taken} */
  boolean write(long from, int count) {
    List<List<String>> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(List.of("SET", ContractPair.key(from + i), VALUE));
    }
    return client.callAtOnce(sets).stream().allMatch("OK"::equals);
  }

  /** One ping: the server sends them once a second, so it is let do so until the first one. */
  void ping() {
    String before = info("replication").get("master_repl_offset");
    client.call("CONFIG", "SET", PING_PERIOD, "1");
    await(() -> !before.equals(info("replication").get("master_repl_offset")));
    client.call("CONFIG", "SET", PING_PERIOD, NEVER);
  }

  void save() {
    await(() -> isDone("rdb_bgsave_in_progress"));
    String reply = client.call("SAVE");
    if (!reply.equals("OK")) {
      throw new IllegalStateException("SAVE: " + reply);
    }
  }

  /** Lets it take some seconds whenever it saves so many keys. */
  void takesItsTimeFor(long keys) {
    client.call("CONFIG", "SET", KEY_DELAY, Long.toString(DELAY_MICROS / Math.max(1, keys)));
  }

  void hurries() {
    client.call("CONFIG", "SET", KEY_DELAY, "0");
  }

  long keys() {
    return Long.parseLong(client.call("DBSIZE"));
  }

  /** Waits until it is a linked replica. */
  void awaitLink() {
    await(() -> says("master_link_status", "up"));
  }

  /** Waits until it is a linked replica or has begun to become one by a full copy. */
  void awaitLinkOrCopy() {
    await(() -> says("master_link_status", "up") || says("master_sync_in_progress", "1"));
  }

  /** A log of writes is made anew after a full copy. */
  void awaitLog() {
    await(() -> hung || isDone("aof_rewrite_in_progress", "aof_rewrite_scheduled"));
  }

  /** After a full copy a replica may be sent nothing before it has said where it is once more. */
  void awaitFlow() {
    await(() -> System.nanoTime() - copiedAt > WORD.toNanos());
  }

  /** Whatever the period is, a later process may ping in its first second whom it feeds by then. */
  void awaitFirstPing() {
    await(() -> first || System.nanoTime() - startedAt > FIRST_PING.toNanos());
  }

  private boolean says(String field, String value) {
    return value.equals(info("replication").get(field));
  }

  private boolean isDone(String... works) {
    Map<String, String> persistence = info("persistence");
    return Stream.of(works).allMatch(work -> "0".equals(persistence.get(work)));
  }

  /** {@return the id of its history} */
  String replicationId() {
    return info("replication").getOrDefault("master_replid", "");
  }

  private Map<String, String> info(String section) {
    return ReplicationInfoParser.fields(client.call("INFO", section));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(PROBE_AGAIN).atMost(LIMIT).until(condition);
  }

  /** {@return what it shows; empty when it does not run, hangs or loads} */
  Optional<Shown> probe(Endpoints endpoints) {
    if (client == null || hung) {
      return Optional.empty();
    }
    List<List<String>> commands = new ArrayList<>(PROBE.commands());
    int probe = commands.size();
    commands.add(List.of("INFO", "replication"));
    commands.add(List.of("INFO", "stats"));
    commands.add(List.of("KEYS", "*"));
    List<String> replies = client.callAtOnce(commands);
    List<Reply> probed = replies.stream().limit(probe).map(RealServer::reply).toList();
    if (!(PROBE.answer(server, endpoints, probed) instanceof ProbeAnswer.Answered(var state))) {
      return Optional.empty();
    }
    Map<String, String> replication = ReplicationInfoParser.fields(replies.get(probe));
    Map<String, String> stats = ReplicationInfoParser.fields(replies.get(probe + 1));
    int copied = number(stats, "sync_full");
    if (copied > copies) {
      copies = copied;
      copiedAt = System.nanoTime();
    }
    return Optional.of(
        new Shown(
            state,
            new TreeSet<>(replies.get(probe + 2).lines().toList()),
            number(replication, "repl_backlog_active") == 1,
            number(replication, "connected_slaves") > 0,
            replies.get(probe).contains("state=online"),
            copied,
            number(stats, "sync_partial_ok")));
  }

  private static Reply reply(String text) {
    return text.startsWith("-") ? Reply.error(text) : Reply.ok(text);
  }

  private static int number(Map<String, String> fields, String name) {
    return Integer.parseInt(fields.get(name));
  }
}
