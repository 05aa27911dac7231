package io.redisfailover.testbed.redis;

import io.redisfailover.testsupport.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real redis-server on a loopback port, in a folder of its own. It may be ended and started again
 * on the same port and folder, as often as wanted. Used by one thread at a time, but for {@link
 * #pid} and {@link #call}.
 */
public final class RedisServer implements AutoCloseable {
  /** The options of a parked start: a replica of nobody, which serves no writes. */
  public static final List<String> PARKED = List.of("--replicaof", "127.0.0.1", "1");

  /** Longest time that a start, an end or a load may take. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RedisRelease release;
  private final Path folder;
  private final int port;
  private final List<String> options;
  private final Optional<String> password;
  private final List<Runnable> ended = new ArrayList<>();
  private final List<Runnable> started = new ArrayList<>();

  /** Done when what is to be run at the end of the last process has been run. */
  private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

  @SuppressWarnings("NullAway.Init") // launch() sets it before anybody asks
  private volatile Process process;

  /**
   * A server that does not run yet.
   *
   * @param release the program
   * @param folder a folder for its data; made if it is not there
   * @param options further words of its command line, for every start
   */
  public RedisServer(RedisRelease release, Path folder, List<String> options) {
    this(release, folder, options, Optional.empty());
  }

  /**
   * The same with a password, which it also uses towards its master.
   *
   * @param release the program
   * @param folder a folder for its data; made if it is not there
   * @param options further words of its command line, for every start
   * @param password of the default user, if it is to have one
   */
  public RedisServer(
      RedisRelease release, Path folder, List<String> options, Optional<String> password) {
    this.release = release;
    this.folder = folder;
    this.options = List.copyOf(options);
    this.password = password;
    try {
      this.port = FreePort.find();
      Files.createDirectories(folder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Starts it and waits until it answers, also when that is an error such as LOADING. */
  public void launch(String... more) {
    launchWithoutWaiting(more);
    Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(LIMIT).until(this::answers);
    started.forEach(Runnable::run);
  }

  /** Starts it and returns at once. */
  public void launchWithoutWaiting(String... more) {
    List<String> command = new ArrayList<>(List.of(release.program().toString()));
    password.ifPresent(word -> command.add(passwordFile(word).toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString(), "--enable-debug-command", "yes"));
    if (!release.carriesMarkers()) {
      command.removeLast();
      command.removeLast();
    }
    command.addAll(options);
    command.addAll(List.of(more));
    end.join();
    try {
      Process launched =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
      process = launched;
      end = launched.onExit().thenRun(() -> ended.forEach(Runnable::run));
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /** A password does not belong on a command line, which everybody on the machine can read. */
  private Path passwordFile(String word) {
    try {
      return Files.writeString(
          folder.resolve("password.conf"), "requirepass %s%nmasterauth %<s%n".formatted(word));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** {@code action} is run whenever its process has ended, however that came. */
  public void onEnd(Runnable action) {
    ended.add(action);
  }

  /** {@code action} is run whenever it answers after a start. */
  public void onStart(Runnable action) {
    started.add(action);
  }

  /** {@return its port on 127.0.0.1} */
  public int port() {
    return port;
  }

  /** {@return the process id of its present or last process} */
  public long pid() {
    return process.pid();
  }

  /** {@return what it is} */
  public RedisRelease release() {
    return release;
  }

  /** Ends it as a crash does, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end (SIGTERM), and waits for the end. */
  public void terminate() {
    process.destroy();
    awaitEnd();
  }

  /** Stops it without ending it (SIGSTOP). */
  public void hang() {
    Signals.send(process.pid(), "STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    Signals.send(process.pid(), "CONT");
  }

  /** Deletes what it has stored, while it does not run. */
  public void deleteData() {
    deleteBelow(folder, false);
  }

  /** Sends one command past every proxy and link. {@return its reply as text} */
  public String call(String... words) {
    try (Connection connection = connect()) {
      return RedisCall.call(connection, words);
    }
  }

  /** {@return a connection for more than one command, past every proxy and link} */
  public Connection connect() {
    return RedisCall.connect(port, password);
  }

  /** {@return one field of INFO, or an empty text} */
  public String info(String field) {
    return call("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** {@return whether it is a master} */
  public boolean isMaster() {
    return info("role").equals("master");
  }

  /** {@return where its replication stands, in bytes} */
  public long offset() {
    return Long.parseLong(info("master_repl_offset"));
  }

  /** {@return whether no file that a restart would read is being made anew} */
  public boolean hasWrittenItsFiles() {
    return info("aof_rewrite_in_progress").equals("0")
        && info("aof_rewrite_scheduled").equals("0")
        && info("rdb_bgsave_in_progress").equals("0");
  }

  /** {@return a checksum over all its data} */
  public String digest() {
    return call("DEBUG", "DIGEST");
  }

  /** Ends it for good and deletes its folder. */
  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    deleteBelow(folder, true);
  }

  private boolean answers() {
    try {
      call("PING");
      return true;
    } catch (JedisDataException error) {
      return true;
    } catch (JedisException notYet) {
      if (!process.isAlive()) {
        throw new IllegalStateException("redis-server ended at its start; see " + folder + "/log");
      }
      return false;
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server " + process.pid() + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deleteBelow(Path folder, boolean itself) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (itself || (!file.equals(folder) && !file.endsWith("log"))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }
}
