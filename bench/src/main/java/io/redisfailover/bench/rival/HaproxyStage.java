package io.redisfailover.bench.rival;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.ServerOptions;
import io.redisfailover.testbed.redis.RedisRelease;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Master, writable slave, and HAProxy in front. */
final class HaproxyStage implements ContenderSetup {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RestartableRedis master;
  private final RestartableRedis backup;
  private final int port;
  private @Nullable HaproxyProcess haproxy;

  private HaproxyStage(RestartableRedis master, RestartableRedis backup, int port) {
    this.master = master;
    this.backup = backup;
    this.port = port;
  }

  static HaproxyStage start(Path folder, DiskMode persistence, HaproxyConfig.Manner manner) {
    try {
      RestartableRedis master = server(folder.resolve("master"), persistence, List.of());
      RestartableRedis backup =
          server(
              folder.resolve("backup"),
              persistence,
              // The scheme's slave takes writes, because HAProxy promotes nobody.
              List.of("--replicaof", "127.0.0.1 " + master.port(), "--replica-read-only", "no"));
      HaproxyStage stage = new HaproxyStage(master, backup, FreePort.find());
      try {
        stage.launch(folder, manner);
        return stage;
      } catch (RuntimeException failure) {
        stage.close();
        throw failure;
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static RestartableRedis server(Path folder, DiskMode persistence, List<String> role) {
    List<String> options = new ArrayList<>(ServerOptions.REQUIRED);
    options.addAll(persistence.options());
    options.addAll(role);
    return new RestartableRedis(RedisRelease.onPath(), folder, options, Optional.of(PASSWORD));
  }

  private void launch(Path folder, HaproxyConfig.Manner manner) throws IOException {
    master.launch();
    backup.launch();
    await(() -> backup.info("master_link_status").equals("up"));
    Path socket = folder.resolve("socket");
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            HaproxyConfig.text(
                manner,
                new HaproxyConfig.Addresses(
                    port, FreePort.find(), master.port(), backup.port(), socket)));
    HaproxyProcess started =
        HaproxyProcess.start(
            HaproxyProgram.find()
                .orElseThrow(() -> new IllegalStateException(HaproxyProgram.ABSENT)),
            file,
            socket);
    haproxy = started;
    await(started::hasBothServersUp);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(LIMIT).until(condition);
  }

  @Override
  public InetSocketAddress clients() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public RestartableRedis server(Server server) {
    return switch (server) {
      case MASTER -> master;
      case BACKUP -> backup;
    };
  }

  /**
   * The way of HAProxy's management guide: maintenance for the server that is left, and its
   * sessions shut down, because maintenance alone leaves them where they are.
   */
  @Override
  public void moveTo(Server server) {
    HaproxyProcess running = Objects.requireNonNull(haproxy);
    String first = HaproxyConfig.BACKEND + "/redis-server1";
    String second = HaproxyConfig.BACKEND + "/redis-server2";
    switch (server) {
      case BACKUP -> {
        running.order("set server " + first + " state maint");
        running.order("shutdown sessions server " + first);
      }
      case MASTER -> {
        running.order("set server " + first + " state ready");
        running.order("shutdown sessions server " + second);
      }
    }
  }

  @Override
  public void close() {
    HaproxyProcess running = haproxy;
    if (running != null) {
      running.close();
    }
    master.close();
    backup.close();
  }
}
