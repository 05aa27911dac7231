package io.redisfailover.operator.liveconfig;

import io.redisfailover.failover.command.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the replies to {@code CONFIG SET} and {@code CONFIG GET}. Pure. */
final class ConfigReplies {
  private static final List<Map.Entry<String, Long>> UNITS =
      List.of(
          Map.entry("kb", 1L << 10),
          Map.entry("mb", 1L << 20),
          Map.entry("gb", 1L << 30),
          Map.entry("k", 1_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("g", 1_000_000_000L),
          Map.entry("b", 1L));

  private ConfigReplies() {}

  /**
   * {@return what the replies mean}
   *
   * @param wanted the settings that were sent, in this order
   * @param set the reply to each {@code CONFIG SET}
   * @param got the reply to each {@code CONFIG GET} after it
   */
  static LiveConfigResult judge(
      List<Map.Entry<String, String>> wanted, List<Reply> set, List<Reply> got) {
    Set<String> restart = new HashSet<>();
    Map<String, String> refused = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).getKey();
      String words = set.get(i).text();
      if (!set.get(i).isError() || isThere(wanted.get(i).getValue(), got.get(i))) {
        continue;
      }
      // Redis 6 reports known and unknown settings alike as unsupported.
      boolean unsupported = words.contains("Unsupported CONFIG parameter");
      if (words.contains("can't set immutable config")
          || words.contains("can't set protected config")
          || (unsupported && isKnown(name, got.get(i)))) {
        restart.add(name);
      } else {
        refused.put(name, words);
      }
    }
    return new LiveConfigResult(restart, refused, Map.of(), Set.of());
  }

  private static boolean isKnown(String name, Reply got) {
    return got.text().lines().findFirst().filter(name::equals).isPresent();
  }

  private static boolean isThere(String wanted, Reply got) {
    Optional<String> value = got.text().lines().skip(1).findFirst();
    String plain = unquoted(wanted);
    return value.filter(it -> it.equalsIgnoreCase(plain) || sameBytes(it, plain)).isPresent();
  }

  /** {@return the value without the quotes of redis.conf} */
  static String unquoted(String value) {
    String plain = value.strip();
    boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }

  private static boolean sameBytes(String one, String other) {
    OptionalLong bytes = bytes(one);
    return bytes.isPresent() && bytes.equals(bytes(other));
  }

  private static OptionalLong bytes(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Long> unit : UNITS) {
      if (lower.endsWith(unit.getKey())) {
        OptionalLong number = number(lower.substring(0, lower.length() - unit.getKey().length()));
        return number.isPresent()
            ? OptionalLong.of(number.getAsLong() * unit.getValue())
            : OptionalLong.empty();
      }
    }
    return number(lower);
  }

  private static OptionalLong number(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException word) {
      return OptionalLong.empty();
    }
  }
}
