package io.redisfailover.testbed.client;

import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Connection;

/** The 1000 keys that were there before the load. */
public final class OldKeys {
  private static final int COUNT = 1000;

  private OldKeys() {}

  /** Writes them. */
  public static void lay(RedisServer server) {
    ask(server, "SET", "old");
  }

  /** {@return how many of them a server does not hold} */
  public static int lost(RedisServer server) {
    return (int) ask(server, "EXISTS").stream().filter("0"::equals).count();
  }

  private static List<String> ask(RedisServer server, String command, String... value) {
    List<List<String>> commands =
        IntStream.range(0, COUNT)
            .mapToObj(number -> words(command, "old:" + number, value))
            .toList();
    try (Connection connection = server.connect()) {
      return RedisCall.pipeline(connection, commands);
    }
  }

  private static List<String> words(String command, String key, String... value) {
    return value.length == 0 ? List.of(command, key) : List.of(command, key, value[0]);
  }
}
