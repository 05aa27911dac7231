package io.redisfailover.bench.run;

import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes that a client has given up, that had not happened when the hung server went on, and that
 * are there afterwards.
 */
final class LateWrites {
  /** Where no server hangs. */
  static final LateWrites NONE = new LateWrites(Map.of());

  private final Map<Journal, List<Integer>> candidates;

  private LateWrites(Map<Journal, List<Integer>> candidates) {
    this.candidates = candidates;
  }

  /**
   * {@return the candidates of this moment: without a reply, and absent where clients are served}
   */
  static LateWrites before(ContenderSetup stage, Workload workload) {
    return stage
        .serving()
        .map(stage::server)
        .map(server -> new LateWrites(unknown(workload.journals(), server)))
        .orElse(NONE);
  }

  private static Map<Journal, List<Integer>> unknown(
      List<Journal> journals, RestartableRedis server) {
    try (RespClient client = server.connect()) {
      return journals.stream()
          .collect(
              Collectors.toMap(
                  journal -> journal,
                  journal ->
                      journal.unknownWrites().stream()
                          .filter(number -> !exists(client, journal, number))
                          .boxed()
                          .toList()));
    }
  }

  /** {@return how many of them never had a reply and are on a server now} */
  int foundOn(RestartableRedis server) {
    try (RespClient client = server.connect()) {
      return candidates.entrySet().stream()
          .mapToInt(it -> found(client, it.getKey(), it.getValue()))
          .sum();
    }
  }

  private static int found(RespClient client, Journal journal, List<Integer> numbers) {
    return (int)
        numbers.stream()
            .filter(number -> journal.unknownWrites().get(number))
            .filter(number -> exists(client, journal, number))
            .count();
  }

  private static boolean exists(RespClient client, Journal journal, int number) {
    return client.demand("EXISTS", journal.key(number)).equals("1");
  }
}
