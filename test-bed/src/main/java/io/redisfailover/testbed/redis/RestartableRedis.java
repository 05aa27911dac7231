package io.redisfailover.testbed.redis;

import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.RedisProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * A server of a fault test: a {@link RedisProcess} of a release, with a password when it has one,
 * that tells others when it has ended and started, and that a test may ask anything. One thread
 * launches and ends it; {@link #pid} and what asks it are safe for any thread.
 */
public final class RestartableRedis implements AutoCloseable {
  private final RedisRelease release;
  private final Optional<String> password;
  private final RedisProcess process;
  private final List<Runnable> ended = new ArrayList<>();
  private final List<Runnable> started = new ArrayList<>();

  /** Done when the actions of the end of the last process have been run. */
  private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

  /**
   * A server that does not run yet.
   *
   * @param release the program
   * @param folder for its data and its log; made if it is absent
   * @param options further words of its command line, for every start
   */
  public RestartableRedis(RedisRelease release, Path folder, List<String> options) {
    this(release, folder, options, Optional.empty());
  }

  /**
   * The same with a password, which it also uses towards its primary.
   *
   * @param release the program
   * @param folder for its data and its log; made if it is absent
   * @param options further words of its command line, for every start
   * @param password of the default user, if it is to have one
   */
  public RestartableRedis(
      RedisRelease release, Path folder, List<String> options, Optional<String> password) {
    this.release = release;
    this.password = password;
    List<String> all = new ArrayList<>(release.debugOptions());
    all.addAll(options);
    List<String> login =
        password
            .map(word -> List.of("requirepass " + word, "masterauth " + word))
            .orElse(List.of());
    this.process = new RedisProcess(release.program(), folder, all, login);
  }

  /** Starts it and waits until it answers, which an error such as LOADING does too. */
  public void launch(String... more) {
    launchWithoutWaiting(more);
    process.awaitAnswer();
    started.forEach(Runnable::run);
  }

  /** Starts it and returns at once; the actions of a start are not run. */
  public void launchWithoutWaiting(String... more) {
    end.join();
    process.launchWithoutWaiting(more);
    end = process.onExit().thenRun(() -> ended.forEach(Runnable::run));
  }

  /** Runs {@code action} whenever its process has ended, however that came. */
  public void onEnd(Runnable action) {
    ended.add(action);
  }

  /** Runs {@code action} whenever it answers after a start. */
  public void onStart(Runnable action) {
    started.add(action);
  }

  /** {@return its port on 127.0.0.1} */
  public int port() {
    return process.port();
  }

  /** {@return where clients of it connect, with its password} */
  public ClientTarget target() {
    return new ClientTarget(process.address(), password);
  }

  /** {@return the process id of its present or last process} */
  public long pid() {
    return process.pid();
  }

  /** {@return its release} */
  public RedisRelease release() {
    return release;
  }

  /** Ends it as a crash does (SIGKILL), and waits for the end. */
  public void kill() {
    process.kill();
  }

  /** Asks it to end (SIGTERM), and waits for the end. */
  public void terminate() {
    process.terminate();
  }

  /** Stops it without ending it (SIGSTOP). */
  public void hang() {
    process.hang();
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    process.resume();
  }

  /** Deletes everything that it has stored, while it does not run. */
  public void deleteData() {
    process.deleteData();
  }

  /** {@return a new connection to it, past every proxy and link} */
  public RespClient connect() {
    return new RespClient(target());
  }

  /**
   * Sends one command past every proxy and link. {@return its reply}
   *
   * @throws io.redisfailover.realredis.client.ErrorReplyException when that is an error
   */
  public String call(String... words) {
    try (RespClient client = connect()) {
      return client.demand(words);
    }
  }

  /** {@return where it keeps its data; asks the server, which must run} */
  public Path dataFolder() {
    return Path.of(call("CONFIG", "GET", "dir").lines().skip(1).findFirst().orElseThrow());
  }

  /** {@return one field of INFO, or an empty text} */
  public String info(String field) {
    try (RespClient client = connect()) {
      return client.info(field);
    }
  }

  /** {@return whether it is a primary} */
  public boolean isPrimary() {
    return info("role").equals("master");
  }

  /** {@return its replication offset, in bytes} */
  public long offset() {
    return Long.parseLong(info("master_repl_offset"));
  }

  /** {@return whether no file that a restart would read is being rewritten} */
  public boolean hasWrittenItsFiles() {
    return info("aof_rewrite_in_progress").equals("0")
        && info("aof_rewrite_scheduled").equals("0")
        && info("rdb_bgsave_in_progress").equals("0");
  }

  /** {@return a checksum for each key; it answers others meanwhile, and no client may write} */
  public SortedMap<String, String> digests() {
    try (RespClient client = connect()) {
      return DataDigests.of(client);
    }
  }

  /** Ends it for good and deletes its folder. */
  @Override
  public void close() {
    process.close();
  }
}
