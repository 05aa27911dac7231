package io.redisfailover.standalone;

import io.redisfailover.testsupport.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/** Real redis-servers of one test, gone at {@link #close}. */
final class Servers implements AutoCloseable {
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  Servers(Path folder) {
    this.folder = folder;
  }

  /** Starts one and waits until it accepts connections. {@return its port} */
  int start(String... options) throws IOException {
    int port = FreePort.find();
    Path home = Files.createDirectory(folder.resolve("redis-" + port));
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                home.toString(),
                "--save",
                "",
                "--repl-diskless-sync-delay",
                "0"));
    command.addAll(List.of(options));
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start());
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> accepts(port));
    return port;
  }

  /** Kills the one that was started as number {@code index}, from 0. */
  void kill(int index) throws InterruptedException {
    processes.get(index).destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  private static boolean accepts(int port) {
    try {
      call(port, "PING");
      return true;
    } catch (JedisDataException error) {
      return true;
    } catch (JedisException notYet) {
      return false;
    }
  }

  /** Sends one command on a new connection. {@return its reply as text} */
  static String call(int port, String command, String... arguments) {
    try (Connection connection =
        new Connection(
            new HostAndPort("127.0.0.1", port),
            DefaultJedisClientConfig.builder().timeoutMillis(20_000).build())) {
      connection.sendCommand(Protocol.Command.valueOf(command), arguments);
      Object reply = connection.getOne();
      return reply instanceof byte[] bytes ? SafeEncoder.encode(bytes) : String.valueOf(reply);
    }
  }

  /** {@return one field of INFO} */
  static String info(int port, String field) {
    return call(port, "INFO")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroyForcibly();
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
