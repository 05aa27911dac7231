package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import io.redisfailover.proxy.check.MisbehavingServer.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes checks from a seed: a script of a few questions with expects, and a server that answers
 * each question with random text in random pieces and may then close or reset the connection.
 */
final class RandomChecks {
  private static final List<String> TEXTS =
      List.of(
          "+PONG\r\n",
          "+OK\r\n",
          "-ERR unknown command\r\n",
          "-NOAUTH Authentication required.\r\n",
          "role:master\r\n",
          "role:slave\r\n",
          "$5\r\nhello\r\n",
          "\0\u0001\u00ff",
          "-",
          "+",
          "\n",
          "\u00fc,\"x\"");
  private static final List<String> STRINGS =
      List.of("+PONG", "+OK", "-ERR", "role:master", "PONG\\r\\n", "O", "-", "\\n", "nothing");
  private static final List<String> HEX = List.of("2b", "2d455252", "0001", "ff", "0d0a", "4f4b");
  private static final List<String> REGEXES =
      List.of(
          "^-",
          "^\\+",
          "^\\+OK",
          "PONG$",
          "role:(master|slave)",
          ".",
          "O.*K",
          "[[:digit:]]",
          "[^a-z]",
          "^.{3}",
          "x*",
          "'^[+-]'",
          "\\r\\n$",
          "(?i)err");
  private static final List<String> HEX_REGEXES = List.of("^2B", "0D0A$", "00..FF", "4F", "2b");
  private static final List<String> FORMATS =
      List.of("%[str(+OK)]", "+%[var(check.a)]", "%[var(check.none)]", "PO%[str(NG)]", "O%%");
  private static final List<String> OPTIONS =
      List.of(
          "ok-status L7OKC",
          "ok-status L6OK",
          "ok-status L4OK",
          "error-status L7STS",
          "error-status L7OKC",
          "error-status L6RSP",
          "error-status L4CON",
          "tout-status L6TOUT",
          "tout-status L4TOUT",
          "on-success it\\ is\\ %s",
          "on-success %[res.payload(0,0)]",
          "on-error %[res.payload(0,0),cut_crlf]",
          "on-error %b",
          "status-code int(42)",
          "status-code res.payload(0,2)",
          "comment why",
          "comment 'two words'");

  /** Milliseconds between packets, so that each is seen alone. */
  private static final int PAUSE = 25;

  private final SplittableRandom random;

  private RandomChecks(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** {@return {@code count} checks; the same for the same seed} */
  static List<ConformanceCase> of(long seed, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RandomChecks(seed * 1_000_003 + i).check(seed + "/" + i))
        .toList();
  }

  private ConformanceCase check(String name) {
    List<String> script = new ArrayList<>();
    Map<String, List<Piece>> answers = new LinkedHashMap<>();
    maybe(3, script, "comment start");
    boolean dials = random.nextInt(4) > 0;
    if (dials) {
      script.add(connect());
    }
    maybe(3, script, "set-var(check.a) str(PONG)");
    int questions = 1 + random.nextInt(3);
    for (int i = 0; i < questions; i++) {
      if (dials && i > 0 && random.nextInt(6) == 0) {
        script.add(connect());
      }
      String question = "Q" + i + ".";
      answers.put(question, pieces());
      maybe(8, script, "comment ask");
      script.add(send(question));
      int expects = i == questions - 1 ? 1 + random.nextInt(3) : random.nextInt(3);
      for (int j = 0; j < expects; j++) {
        maybe(10, script, "comment judge");
        maybe(12, script, "set-var-fmt(check.a) P%[str(ONG)]");
        script.add(expect());
      }
    }
    maybe(12, script, "unset-var(check.a)");
    return new ConformanceCase(name + " " + answers, server(answers), script);
  }

  private String connect() {
    return pick(List.of("connect", "connect", "connect default", "connect linger comment dial"));
  }

  private String send(String question) {
    return switch (random.nextInt(4)) {
      case 0 -> "send-lf %[str(" + question + ")]";
      case 1 -> "send \"" + question + "\" comment sent";
      default -> "send " + question;
    };
  }

  private String expect() {
    StringBuilder rule = new StringBuilder("expect");
    if (random.nextInt(3) == 0) {
      rule.append(" min-recv ").append(pick(List.of("-1", "0", "1", "3", "9", "40")));
    }
    if (random.nextInt(3) == 0) {
      rule.append(' ').append(pick(OPTIONS));
    }
    rule.append(' ').append(pick(List.of("", "", "", "!", "! ", "!! "))).append(pattern());
    while (random.nextInt(4) == 0) {
      rule.append(' ').append(pick(OPTIONS));
    }
    return rule.toString();
  }

  private String pattern() {
    return switch (random.nextInt(8)) {
      case 0 -> "rstring " + pick(REGEXES);
      case 1 -> "rstring " + pick(REGEXES);
      case 2 -> "binary " + pick(HEX);
      case 3 -> "rbinary " + pick(HEX_REGEXES);
      case 4 -> "string-lf " + pick(FORMATS);
      case 5 -> "binary-lf " + pick(List.of("%[str(OK),hex]", "2b%[str(4f)]", "2b4"));
      default -> "string " + pick(STRINGS);
    };
  }

  /**
   * A part of an answer.
   *
   * @param pause milliseconds before it
   * @param text what is said
   * @param end what is done after it
   */
  private record Piece(int pause, String text, End end) {
    @Override
    public String toString() {
      return pause + "ms '" + Bytes.readable(text) + "'" + (end == End.NONE ? "" : " " + end);
    }
  }

  private enum End {
    NONE,
    CLOSES,
    RESETS
  }

  private List<Piece> pieces() {
    StringBuilder text = new StringBuilder();
    int texts = random.nextInt(4);
    for (int i = 0; i < texts; i++) {
      text.append(pick(TEXTS));
    }
    if (random.nextInt(60) == 0) {
      text.append("x".repeat(random.nextInt(40_000)));
    }
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int left = random.nextInt(4); from < text.length(); left--) {
      int to = left <= 0 ? text.length() : from + 1 + random.nextInt(text.length() - from);
      pieces.add(new Piece(PAUSE, text.substring(from, to), End.NONE));
      from = to;
    }
    switch (random.nextInt(6)) {
      case 0 -> pieces.add(new Piece(random.nextBoolean() ? 0 : PAUSE, "", End.CLOSES));
      case 1 -> pieces.add(new Piece(PAUSE, "", End.RESETS));
      default -> {
        // It stays open.
      }
    }
    return pieces;
  }

  private static Behaviour server(Map<String, List<Piece>> answers) {
    return client -> {
      while (true) {
        for (Piece piece : answers.getOrDefault(client.awaitsOneOf(answers.keySet()), List.of())) {
          say(client, piece);
        }
      }
    };
  }

  private static void say(Client client, Piece piece) throws IOException {
    if (piece.pause() > 0) {
      client.pauses(piece.pause());
    }
    if (!piece.text().isEmpty()) {
      client.says(piece.text());
    }
    switch (piece.end()) {
      case CLOSES -> client.saysNoMore();
      case RESETS -> client.resets();
      case NONE -> {
        // It goes on.
      }
    }
  }

  private void maybe(int oneIn, List<String> script, String rule) {
    if (random.nextInt(oneIn) == 0) {
      script.add(rule);
    }
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
