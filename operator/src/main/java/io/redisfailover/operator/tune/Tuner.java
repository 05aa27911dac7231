package io.redisfailover.operator.tune;

import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RedisConnection;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.command.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings running servers to their settings by {@code CONFIG SET}, once for each run of a server and
 * each change: a server that has what it should have is left alone. Dials on threads of its own.
 * Thread-safe.
 *
 * @param <K> what names a server
 */
public final class Tuner<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
  private static final String USER = "rf-operator";
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /**
   * What is known of a server.
   *
   * @param asked what it was asked
   * @param tuning what it said; absent while it is asked
   */
  private record Known(Server asked, Optional<Tuning> tuning) {}

  private final Map<K, Known> known = new ConcurrentHashMap<>();

  /**
   * Says what a server said to its settings, or begins to ask it.
   *
   * @param key the server
   * @param server what it should have
   * @param answered run when there is more to be had from another call; by any thread
   * @return empty until it has answered
   */
  public Optional<Tuning> tune(K key, Server server, Runnable answered) {
    Known before = known.get(key);
    if (before != null && before.asked().sameQuestion(server)) {
      return before.tuning();
    }
    known.put(key, new Known(server, Optional.empty()));
    Set<String> removed = removed(before, server);
    Thread.ofVirtual().name("tuner").start(() -> ask(key, server, removed, answered));
    return Optional.empty();
  }

  /** A server is not looked after any more. */
  public void forget(K key) {
    known.remove(key);
  }

  /** What is named no more would stay as it is until the next start. */
  private static Set<String> removed(@org.jspecify.annotations.Nullable Known before, Server now) {
    if (before == null || !before.asked().life().equals(now.life())) {
      return Set.of();
    }
    Set<String> names = new HashSet<>(before.asked().settings().keySet());
    names.removeAll(now.settings().keySet());
    before.tuning().map(Tuning::restart).ifPresent(names::addAll);
    return names;
  }

  private void ask(K key, Server server, Set<String> removed, Runnable answered) {
    try {
      Tuning said = ask(server);
      Set<String> restart = new HashSet<>(said.restart());
      restart.addAll(removed);
      Tuning tuning = new Tuning(restart, said.refused());
      known.replace(
          key, new Known(server, Optional.empty()), new Known(server, Optional.of(tuning)));
    } catch (NoAnswerException failure) {
      LOG.debug("{}: its settings could not be looked at: {}", key, failure.getMessage());
      rest();
      known.remove(key, new Known(server, Optional.empty()));
    }
    answered.run();
  }

  private static Tuning ask(Server server) throws NoAnswerException {
    List<Map.Entry<String, String>> wanted = List.copyOf(server.settings().entrySet());
    if (wanted.isEmpty()) {
      return new Tuning(Set.of(), Map.of());
    }
    List<List<String>> set = new ArrayList<>();
    List<List<String>> get = new ArrayList<>();
    for (Map.Entry<String, String> setting : wanted) {
      set.add(List.of("CONFIG", "SET", setting.getKey(), Replies.unquoted(setting.getValue())));
      get.add(List.of("CONFIG", "GET", setting.getKey()));
    }
    try (RedisConnection connection =
        RedisConnection.open(
            server.endpoint(),
            ConnectionName.CONTROLLER,
            () -> Optional.of(new RedisCredentials(Optional.of(USER), server.password())),
            TimeLimits.DEFAULT)) {
      List<Reply> said = connection.call(set);
      return Replies.judge(wanted, said, connection.call(get));
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
