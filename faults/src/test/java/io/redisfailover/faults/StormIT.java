package io.redisfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same thing again and again, or in thousands. */
@Timeout(300)
class StormIT {
  private static final int FULL_COPIES = 8;
  private static final int LARGE_WRITES = 9;

  /** The standby counts as silent by then. */
  private static final Duration HANG = Duration.ofSeconds(4);

  private static final int RECONNECTING = 8;
  private static final Duration STORM = Duration.ofSeconds(10);
  private static final String PASSWORD = "of-the-storm";

  @TempDir Path folder;

  @Test
  void fullCopiesOneAfterTheOtherTouchNoClient() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis backup = installation.server(Server.BACKUP);
      trial.strike(() -> {});
      for (int i = 0; i < FULL_COPIES; i++) {
        backup.kill();
        backup.deleteData();
        backup.launch();
        installation.awaitThat("a full copy", () -> backup.info("master_link_status").equals("up"));
      }
      assertThat(trial.workload().errorsInPhase()).isZero();
      assertThat(installation.server(Server.MASTER).info("sync_full"))
          .satisfies(
              count -> assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(FULL_COPIES));
      trial.conclude("27 eight full copies, one after the other", Server.MASTER, 0);
    }
  }

  /** The active server drops a replica that has too much to read, and its history is too short. */
  @Test
  void aStandbyBeyondTheLimitOfTheOutputBufferCopiesAnewAndTouchesNoClient() {
    try (Installation installation = Installation.in(folder).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      RestartableRedis backup = installation.server(Server.BACKUP);
      master.call("CONFIG", "SET", "client-output-buffer-limit", "replica 1mb 0 0");
      trial.strike(backup::hang);
      for (int i = 0; i < LARGE_WRITES; i++) {
        master.call("SET", "large", Integer.toString(i).repeat(8 << 20));
      }
      installation.awaitThat(
          "the standby to be dropped", () -> master.info("connected_slaves").equals("0"));
      FaultTrial.rest(HANG);
      trial.awaitWritingFromNow();
      assertThat(trial.workload().errorsInPhase()).isZero();
      backup.resume();
      trial.conclude("27 more than the output buffer of the standby", Server.MASTER, 0);
      assertThat(master.info("sync_full")).isEqualTo("2");
    }
  }

  @Test
  void anActiveServerWithABrokenAppendOnlyFileIsReplacedAndRejoinsOnceItHasBeenEmptied() {
    try (Installation installation =
            Installation.in(folder).persistence(DiskMode.AOF).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      RestartableRedis master = installation.server(Server.MASTER);
      Path home = master.dataFolder();
      trial.strike(() -> {
        master.kill();
        breakLogs(home);
        master.launchWithoutWaiting();
      });
      trial.awaitWriting();
      assertThat(installation.server(Server.BACKUP).isPrimary()).isTrue();
      assertThat(installation.leader().tell("--status").text())
          .contains("Master cannot take over because it is unreachable (connection refused)");
      master.deleteData();
      master.launch();
      trial.conclude(
          "27 the append-only file of the active server is broken", Server.BACKUP, trial.oneEach());
    }
  }

  /** Each of them logs in; a probe waits behind all of them. */
  @Test
  void thousandsOfReconnectsWithALoginMoveNobody() {
    try (Installation installation = Installation.in(folder).password(PASSWORD).proxies(2).start();
        FaultTrial trial = FaultTrial.begin(installation);
        Reconnects reconnects = new Reconnects(installation)) {
      trial.strike(() -> {});
      FaultTrial.rest(STORM);
      assertThat(reconnects.answered()).isGreaterThan(1_000);
      assertThat(installation.server(Server.MASTER).isPrimary()).isTrue();
      assertThat(installation.proxies()).allMatch(proxy -> proxy.routesTo(Server.MASTER));

      trial.strike(installation.server(Server.MASTER)::kill);
      trial.awaitWriting();
      installation.server(Server.MASTER).launch();
      reconnects.stop();
      trial.conclude(
          "27 thousands of logins, and a crash among them", Server.BACKUP, trial.oneEach());
    }
  }

  /** Clients that connect, log in and leave, as fast as they can. */
  private static final class Reconnects implements AutoCloseable {
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    Reconnects(Installation installation) {
      List<ClientTarget> proxies =
          installation.proxies().stream()
              .map(proxy -> new ClientTarget(proxy.clients(), Optional.of(PASSWORD)))
              .toList();
      for (int i = 0; i < RECONNECTING; i++) {
        ClientTarget target = proxies.get(i % proxies.size());
        threads.add(Thread.ofPlatform().daemon().start(() -> reconnect(target)));
      }
    }

    private void reconnect(ClientTarget target) {
      while (!over.get()) {
        try (RespClient client = new RespClient(target)) {
          if (client.call("PING").equals("PONG")) {
            answered.incrementAndGet();
          }
        } catch (UncheckedIOException away) {
          FaultTrial.rest(Duration.ofMillis(10));
        }
      }
    }

    int answered() {
      return answered.get();
    }

    @Override
    public void close() {
      stop();
    }

    void stop() {
      over.set(true);
      for (Thread thread : threads) {
        try {
          thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Not at the end: what a crash leaves there is cut off at the start. */
  private static void breakLogs(Path home) {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".incr.aof")).toList()) {
        byte[] bytes = Files.readAllBytes(log);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 3 + 100, (byte) 'x');
        Files.write(log, bytes);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
