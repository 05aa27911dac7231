package io.redisfailover.realredis.client;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The 1000 keys that a server holds before the load begins. */
public final class PreloadedKeys {
  private static final int COUNT = 1000;

  private PreloadedKeys() {}

  /**
   * Writes them.
   *
   * @param target a primary, or a proxy in front of it
   * @throws ErrorReplyException when one is refused
   */
  public static void write(ClientTarget target) {
    List<String> unused = atOnce(target, keys().map(key -> List.of("SET", key, "old")));
  }

  /** {@return how many of them a server or a proxy does not return} */
  public static int lost(ClientTarget target) {
    return (int)
        atOnce(target, keys().map(key -> List.of("GET", key))).stream()
            .filter(value -> !value.equals("old"))
            .count();
  }

  private static List<String> atOnce(ClientTarget target, Stream<List<String>> commands) {
    try (RespClient client = new RespClient(target)) {
      return client.demandAtOnce(commands.toList());
    }
  }

  private static Stream<String> keys() {
    return IntStream.range(0, COUNT).mapToObj(number -> "old:" + number);
  }
}
