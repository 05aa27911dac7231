package io.redisfailover.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real redis-server process on loopback, with a directory of its own; both go with it. */
public final class RedisServer implements AutoCloseable {
  private final String host;
  private final int port;
  private final Path directory;
  private final List<String> options;

  @SuppressWarnings("NullAway.Init") // launch() sets it before anybody gets the object
  private Process process;

  private RedisServer(String host, int port, Path directory, List<String> options) {
    this.host = host;
    this.port = port;
    this.directory = directory;
    this.options = options;
  }

  /** Starts one at 127.0.0.1 and a free port, and waits until it answers. */
  public static RedisServer start(String... options) throws IOException {
    return startAt("127.0.0.1", FreePort.find(), options);
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param host an address of 127.0.0.0/8, all of which are this machine
   * @param port a free port there
   * @param options further words of its command line
   */
  public static RedisServer startAt(String host, int port, String... options) throws IOException {
    RedisServer server =
        new RedisServer(host, port, Files.createTempDirectory("redis"), List.of(options));
    try {
      server.launch();
      return server;
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /** Starts it again where it was, with these options on top. */
  public void launch(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--bind", host, "--protected-mode", "no"));
    command.addAll(List.of("--dir", directory.toString(), "--save", ""));
    command.addAll(List.of("--repl-ping-replica-period", "1", "--repl-diskless-sync-delay", "0"));
    command.addAll(options);
    command.addAll(List.of(more));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Process started = process;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(this::answers);
  }

  /** {@return where it is} */
  public String host() {
    return host;
  }

  /** {@return its port} */
  public int port() {
    return port;
  }

  /** {@return a new connection to it} */
  public RespClient client() {
    return new RespClient(new InetSocketAddress(host, port));
  }

  /** Asks one thing on a connection of its own. {@return the reply, an error with its minus} */
  public String ask(String... command) {
    try (RespClient client = client()) {
      return client.call(command);
    }
  }

  /** {@return the field of INFO replication} */
  public String replication(String field) {
    return ask("INFO", "replication")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Makes it a replica of another one, and waits until its link is up. */
  public void follow(RedisServer master) {
    ask("REPLICAOF", master.host, Integer.toString(master.port));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> replication("master_link_status").equals("up"));
  }

  /** Ends it as a crash does, and waits for the end. */
  public void killHard() {
    process.destroyForcibly();
    waitForExit();
  }

  /** Stops it without ending it (SIGSTOP). */
  public void hang() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    waitForExit();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean answers() {
    try {
      return !ask("PING").isEmpty();
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private void signal(String name) {
    try {
      int unused =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
              .inheritIO()
              .start()
              .waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitForExit() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server " + process.pid() + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
