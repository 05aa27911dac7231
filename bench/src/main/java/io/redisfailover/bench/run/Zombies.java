package io.redisfailover.bench.run;

import io.redisfailover.bench.rival.Stage;
import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.client.Workload;
import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Connection;

/**
 * Writes that a client has given up, that had not happened when the hung server went on, and that
 * are there afterwards.
 */
final class Zombies {
  /** Where no server hangs. */
  static final Zombies NONE = new Zombies(Map.of());

  private final Map<Journal, List<Integer>> candidates;

  private Zombies(Map<Journal, List<Integer>> candidates) {
    this.candidates = candidates;
  }

  /**
   * {@return the candidates of this moment: without a reply, and absent where clients are served}
   */
  static Zombies before(Stage stage, Workload workload) {
    return stage
        .serving()
        .map(stage::server)
        .map(server -> new Zombies(unknown(workload.journals(), server)))
        .orElse(NONE);
  }

  private static Map<Journal, List<Integer>> unknown(List<Journal> journals, RedisServer server) {
    try (Connection connection = server.connect()) {
      return journals.stream()
          .collect(
              Collectors.toMap(
                  journal -> journal,
                  journal ->
                      journal.unknownWrites().stream()
                          .filter(number -> !exists(connection, journal, number))
                          .boxed()
                          .toList()));
    }
  }

  /** {@return how many of them never had a reply and are on a server now} */
  int foundOn(RedisServer server) {
    try (Connection connection = server.connect()) {
      return candidates.entrySet().stream()
          .mapToInt(it -> found(connection, it.getKey(), it.getValue()))
          .sum();
    }
  }

  private static int found(Connection connection, Journal journal, List<Integer> numbers) {
    return (int)
        numbers.stream()
            .filter(number -> journal.unknownWrites().get(number))
            .filter(number -> exists(connection, journal, number))
            .count();
  }

  private static boolean exists(Connection connection, Journal journal, int number) {
    return RedisCall.call(connection, "EXISTS", journal.key(number)).equals("1");
  }
}
