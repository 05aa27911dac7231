package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import io.redisfailover.testsupport.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real redis-server of a test, on a free loopback port, gone with its folder at {@link #close}.
 */
public final class RedisProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisProcess(Path folder, int port, List<String> options) throws IOException {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.process = launch();
  }

  /** Starts one and waits until it accepts connections. */
  public static RedisProcess start(String... options) throws IOException {
    return new RedisProcess(
        Files.createTempDirectory("redis-failover-test"), FreePort.find(), List.of(options));
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--repl-diskless-sync-delay",
                "0",
                "--save",
                ""));
    command.addAll(options);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::accepts);
    return process;
  }

  private boolean accepts() {
    try {
      RedisConnection.open(
              endpoint(), ConnectionName.PROXY, RedisCredentials.Source.NONE, TimeLimits.DEFAULT)
          .close();
      return true;
    } catch (NoAnswerException notYet) {
      return notYet.answer() instanceof Answer.Errored;
    }
  }

  /** Kills it as a crash would; its folder stays. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again on the same port and folder. */
  public void restart() throws IOException, InterruptedException {
    kill();
    process = launch();
  }

  /** Sends it a signal, such as STOP or CONT. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port);
  }

  public int port() {
    return port;
  }

  /** This server as the one node and another one as the other. */
  public static Endpoints endpoints(RedisProcess master, RedisProcess backup) {
    return new Endpoints(master.endpoint(), backup.endpoint());
  }

  /** One of two servers as the controller enters it, without a password. */
  public static RedisServer server(Node node, Endpoints endpoints, ConnectionName name) {
    return new RedisServer(
        node,
        endpoints,
        name,
        RedisCredentials.Source.NONE,
        new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
