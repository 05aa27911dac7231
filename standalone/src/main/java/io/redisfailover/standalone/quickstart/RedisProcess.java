package io.redisfailover.standalone.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One redis-server of the quickstart: a child process on a free loopback port, in a folder of its
 * own. It starts parked, so it can neither serve stale data nor wipe its peer before it is told its
 * place.
 */
final class RedisProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Path binary;
  private final Path folder;
  private final int port;
  private Process process;

  /**
   * Starts one.
   *
   * @param binary redis-server
   * @param folder a folder that does not exist yet
   * @throws IOException when it cannot be started
   */
  RedisProcess(Path binary, Path folder) throws IOException {
    this.binary = binary;
    this.folder = Files.createDirectory(folder);
    this.port = freePort();
    this.process = launch();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** The settings that docs/redis.md gives, on the command line because that beats every file. */
  private List<String> command() {
    return List.of(
        binary.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--replicaof",
        "127.0.0.1",
        "1",
        "--replica-read-only",
        "yes",
        "--repl-ping-replica-period",
        "1",
        "--repl-backlog-size",
        "16mb",
        "--repl-backlog-ttl",
        "0",
        "--repl-diskless-sync-delay",
        "0",
        "--stop-writes-on-bgsave-error",
        "no",
        "--rdb-del-sync-files",
        "yes",
        "--appendonly",
        "no",
        "--save",
        "");
  }

  /** {@return where it listens on 127.0.0.1} */
  int port() {
    return port;
  }

  /** Ends it as a crash would: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts it again, empty as its settings are, once it is dead. */
  void restart() throws IOException {
    process = launch();
  }

  /**
   * Sends a signal.
   *
   * @param name such as STOP or CONT
   */
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + " ended with status " + status);
    }
  }

  /** Ends it for good; also one that is stopped. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
