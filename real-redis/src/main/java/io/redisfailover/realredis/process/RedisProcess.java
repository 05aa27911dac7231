package io.redisfailover.realredis.process;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A redis-server process on a loopback port, with a folder of its own for data and log. It can be
 * ended and started again on the same port and folder. {@link #close} ends it and deletes its
 * folder; the end of this JVM ends every process that is still running.
 *
 * <p>One thread launches and ends it; the other methods, {@link #close} included, are safe for any
 * thread. What cannot be started, reached or ended is an unchecked exception that says why.
 */
public final class RedisProcess implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** What {@link #start} gives every server: no snapshots, and replicas that need not wait. */
  private static final List<String> BARE =
      List.of("--protected-mode", "no", "--save", "", "--repl-diskless-sync-delay", "0");

  /** Longest time that a start, an end or a load may take. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path program;
  private final Path folder;
  private final String host;
  private final int port;
  private final List<String> options;
  private final List<String> configuration;
  private volatile @Nullable Process process;
  private boolean closed;

  /**
   * A server at a free port of 127.0.0.1 that does not run yet.
   *
   * @param program redis-server or valkey-server
   * @param folder for its data and its log; made if it is absent
   * @param options words of its command line, for every start
   * @param configuration lines of its configuration file: what others on this machine must not
   *     read, such as passwords; options overrule them
   */
  public RedisProcess(Path program, Path folder, List<String> options, List<String> configuration) {
    this(program, folder, LOOPBACK, FreePort.find(), options, configuration);
  }

  private RedisProcess(
      Path program,
      Path folder,
      String host,
      int port,
      List<String> options,
      List<String> configuration) {
    this.program = program;
    this.folder = FolderTree.made(folder);
    this.host = host;
    this.port = port;
    this.options = List.copyOf(options);
    this.configuration = List.copyOf(configuration);
  }

  /**
   * Starts the redis-server of this machine at a free port of 127.0.0.1, without persistence, in a
   * temporary folder.
   *
   * @param options more words of its command line
   */
  public static RedisProcess start(String... options) {
    return startAt(LOOPBACK, FreePort.find(), options);
  }

  /** The same with a list. */
  public static RedisProcess start(List<String> options) {
    return start(options.toArray(String[]::new));
  }

  /**
   * The same at an address of the caller's choice.
   *
   * @param host an address of 127.0.0.0/8, all of which are this machine
   * @param port a free port there
   * @param options more words of its command line
   */
  public static RedisProcess startAt(String host, int port, String... options) {
    List<String> all = new ArrayList<>(BARE);
    all.addAll(List.of(options));
    return started(host, port, all, List.of());
  }

  /** Starts one as {@link #start} does, with lines of a configuration file instead of options. */
  public static RedisProcess startConfigured(String... lines) {
    return started(LOOPBACK, FreePort.find(), BARE, List.of(lines));
  }

  private static RedisProcess started(
      String host, int port, List<String> options, List<String> configuration) {
    RedisProcess server =
        new RedisProcess(
            RedisBinary.redisServer(),
            FolderTree.temporary("redis-failover-server-"),
            host,
            port,
            options,
            configuration);
    try {
      server.launch();
      return server;
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /**
   * Starts it, and waits until it answers, which an error such as LOADING or NOAUTH does too.
   *
   * @param more further words of its command line, for this start
   * @throws IllegalStateException when it exits or stays silent, with the last line of its log
   */
  public void launch(String... more) {
    launchWithoutWaiting(more);
    awaitAnswer();
  }

  /** Waits until it answers, as {@link #launch} does. */
  public void awaitAnswer() {
    awaitThat("to answer", this::answers);
  }

  /** Starts it and returns at once. */
  public synchronized void launchWithoutWaiting(String... more) {
    if (closed || isAlive()) {
      throw new IllegalStateException(this + (closed ? " is closed" : " runs already"));
    }
    process =
        ChildProcesses.start(
            new ProcessBuilder(command(List.of(more)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
  }

  private List<String> command(List<String> more) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if (!configuration.isEmpty()) {
      command.add(configurationFile().toString());
    }
    command.addAll(List.of("--bind", host, "--port", Integer.toString(port)));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(options);
    command.addAll(more);
    return command;
  }

  private Path configurationFile() {
    try {
      return Files.writeString(
          folder.resolve("redis.conf"), String.join("\n", configuration) + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Ends it as a crash does (SIGKILL), starts it again, and waits until its data is loaded. */
  public void restart() {
    kill();
    launch();
    awaitThat("to load its data", () -> !ask("PING").startsWith("-LOADING"));
  }

  /** {@return its address} */
  public String host() {
    return host;
  }

  /** {@return its port} */
  public int port() {
    return port;
  }

  /** {@return its address and its port} */
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** {@return the file to which it logs, over all its starts} */
  public Path log() {
    return folder.resolve("log");
  }

  /** {@return the process id of its present or last process} */
  public long pid() {
    return present().pid();
  }

  /** {@return whether its process runs} */
  public boolean isAlive() {
    Process last = process;
    return last != null && last.isAlive();
  }

  /** {@return done when its present or last process has ended, however that came} */
  public CompletableFuture<Process> onExit() {
    return present().onExit();
  }

  /** {@return a new connection to it, not logged in} */
  public RespClient client() {
    return new RespClient(ClientTarget.at(address()));
  }

  /** Sends one command on a connection of its own. {@return the reply, an error with its minus} */
  public String ask(String... command) {
    try (RespClient client = client()) {
      return client.call(command);
    }
  }

  /** {@return one field of INFO; empty when it has none of that name} */
  public String info(String field) {
    try (RespClient client = client()) {
      return client.info(field);
    }
  }

  /** Makes it a replica of another one, and waits until its link is up. */
  public void follow(RedisProcess primary) {
    try (RespClient client = client()) {
      String unused = client.demand("REPLICAOF", primary.host, Integer.toString(primary.port));
      awaitThat(
          "to have a link to " + primary, () -> client.info("master_link_status").equals("up"));
    }
  }

  /** Ends it as a crash does (SIGKILL), and waits for the end. */
  public void kill() {
    present().destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end (SIGTERM), and waits for the end. */
  public void terminate() {
    present().destroy();
    awaitEnd();
  }

  /** Stops it without ending it (SIGSTOP): connections are accepted, and nothing is answered. */
  public void hang() {
    Signals.send(pid(), "STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    Signals.send(pid(), "CONT");
  }

  /** Deletes everything that it has stored, while it does not run; its log stays. */
  public void deleteData() {
    FolderTree.delete(folder, file -> !file.equals(folder) && !file.equals(log()));
  }

  /** Ends it for good, with the children that write its snapshots, and deletes its folder. */
  @Override
  public synchronized void close() {
    closed = true;
    Process last = process;
    if (last != null) {
      List<ProcessHandle> children = last.descendants().toList();
      kill();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    FolderTree.delete(folder);
  }

  private boolean answers() {
    try {
      ask("PING");
      return true;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private void awaitThat(String what, BooleanSupplier condition) {
    Readiness.await(this, what, condition, LIMIT);
  }

  private void awaitEnd() {
    try {
      if (!present().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "%s does not end within %d s".formatted(this, LIMIT.toSeconds()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Process present() {
    return Objects.requireNonNull(process, "it was never launched");
  }

  @Override
  public String toString() {
    return "redis-server at " + host + ":" + port;
  }
}
