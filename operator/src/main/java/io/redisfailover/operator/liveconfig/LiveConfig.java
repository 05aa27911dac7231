package io.redisfailover.operator.liveconfig;

import io.redisfailover.controller.redis.JedisRedisConnection;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the settings and the further users of running servers, by {@code CONFIG SET} and {@code ACL
 * SETUSER}, once for each run of a server and each change. Dials on threads of its own.
 * Thread-safe.
 *
 * @param <K> what names a server
 */
public final class LiveConfig<K> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
  private static final String USER = "rf-operator";
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /**
   * The last question to a server.
   *
   * @param asked the server and its settings
   * @param result what it replied; absent while it is asked
   */
  private record Known(LiveConfigTarget asked, Optional<LiveConfigResult> result) {}

  private final Map<K, Known> known = new ConcurrentHashMap<>();

  /** Held while a server is asked, so that an older question cannot overtake a newer one. */
  private final Map<K, Lock> turns = new ConcurrentHashMap<>();

  /**
   * {@return what this run of a server replied to these settings; empty until it has}
   *
   * @param key the server
   * @param server its settings
   */
  public Optional<LiveConfigResult> result(K key, LiveConfigTarget server) {
    return Optional.ofNullable(known.get(key))
        .filter(it -> it.asked().sameQuestion(server))
        .flatMap(Known::result);
  }

  /**
   * Sets the settings of a server in the background, unless it was asked the same already. A server
   * that cannot be reached may be asked again after 5 s.
   *
   * @param key the server
   * @param server its settings
   * @param changed run when there is a result, or the server may be asked again; by any thread
   */
  public void set(K key, LiveConfigTarget server, Runnable changed) {
    Known before = known.get(key);
    if (before != null && before.asked().sameQuestion(server)) {
      return;
    }
    Set<String> removed = removed(before, server);
    LiveConfigTarget target = server.after(Optional.ofNullable(before).map(Known::asked));
    known.put(key, new Known(target, Optional.empty()));
    Thread.ofVirtual().name("live-config").start(() -> ask(key, target, removed, changed));
  }

  /** Forgets a server. */
  public void forget(K key) {
    known.remove(key);
    turns.remove(key);
  }

  /** A setting that was removed from the resource keeps its value until the next start. */
  private static Set<String> removed(@Nullable Known before, LiveConfigTarget now) {
    if (before == null || !before.asked().life().equals(now.life())) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    if (now.settings().isPresent()) {
      names.addAll(before.asked().settings().orElse(Map.of()).keySet());
      names.removeAll(now.settings().get().keySet());
    }
    before.result().map(LiveConfigResult::restart).ifPresent(names::addAll);
    return names;
  }

  /** Asks until it is answered and every login is accepted, or a newer question comes. */
  private void ask(K key, LiveConfigTarget server, Set<String> removed, Runnable changed) {
    Known before = new Known(server, Optional.empty());
    try {
      while (true) {
        Optional<LiveConfigResult> reply = askInTurn(key, server);
        if (reply.isEmpty()) {
          return;
        }
        Known now = new Known(server, reply.map(said -> with(removed, said)));
        if (!known.replace(key, before, now)) {
          return;
        }
        if (!now.equals(before)) {
          changed.run();
        }
        before = now;
        if (reply.get().missingLogins().isEmpty()) {
          return;
        }
        rest();
      }
    } catch (NoAnswerException failure) {
      LOG.debug("{}: cannot set its settings: {}", key, failure.getMessage());
      rest();
      known.remove(key, before);
      changed.run();
    }
  }

  private static LiveConfigResult with(Set<String> removed, LiveConfigResult said) {
    Set<String> restart = new HashSet<>(said.restart());
    restart.addAll(removed);
    return new LiveConfigResult(restart, said.refused(), said.refusedUsers(), said.missingLogins());
  }

  /** Asks nothing where a newer question has come meanwhile. */
  private Optional<LiveConfigResult> askInTurn(K key, LiveConfigTarget server)
      throws NoAnswerException {
    Lock turn = turns.computeIfAbsent(key, any -> new ReentrantLock());
    turn.lock();
    try {
      boolean asked =
          Optional.ofNullable(known.get(key)).map(Known::asked).filter(server::equals).isPresent();
      return asked ? Optional.of(ask(server)) : Optional.empty();
    } finally {
      turn.unlock();
    }
  }

  private static LiveConfigResult ask(LiveConfigTarget server) throws NoAnswerException {
    List<Map.Entry<String, String>> wanted =
        List.copyOf(server.settings().orElse(Map.of()).entrySet());
    List<List<String>> set = new ArrayList<>();
    List<List<String>> get = new ArrayList<>();
    for (Map.Entry<String, String> setting : wanted) {
      set.add(
          List.of("CONFIG", "SET", setting.getKey(), ConfigReplies.unquoted(setting.getValue())));
      get.add(List.of("CONFIG", "GET", setting.getKey()));
    }
    try (JedisRedisConnection connection =
        JedisRedisConnection.open(
            server.endpoint(),
            ConnectionName.CONTROLLER,
            () -> Optional.of(new RedisCredentials(Optional.of(USER), server.password())),
            TimeLimits.DEFAULT)) {
      LiveConfigResult settings =
          wanted.isEmpty()
              ? LiveConfigResult.TAKEN
              : ConfigReplies.judge(wanted, connection.call(set), connection.call(get));
      Map<String, String> refusedUsers =
          server.users().isPresent() ? LiveUsers.set(connection, server.users().get()) : Map.of();
      return new LiveConfigResult(
          settings.restart(),
          settings.refused(),
          refusedUsers,
          LoginReplies.missing(server.logins(), connection.call("ACL", "LIST")));
    }
  }

  private static void rest() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
