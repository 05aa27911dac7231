package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.CheckSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes steps of {@code check.steps} of the rules of a check. A login becomes the step {@code
 * auth}, so that the password stands in one place and can be rotated.
 */
final class CheckRules {
  private static final Pattern INLINE =
      Pattern.compile("(?i)AUTH[ \t]+(?:(\\S+)[ \t]+)?(\\S+)[ \t]*\r?\n", Pattern.DOTALL);
  private static final Pattern ARRAY =
      Pattern.compile(
          "(?i)\\*[23]\r\n\\$4\r\nAUTH\r\n(?:\\$[0-9]+\r\n([^\r\n]+)\r\n)?\\$[0-9]+\r\n([^\r\n]+)\r\n");
  private static final Pattern LOGIN = Pattern.compile("(?is).*\\bAUTH\\b.*");
  private static final List<String> USUAL =
      List.of(
          "connect",
          CheckSection.LOGIN,
          "send PING\\r\\n",
          "expect string +PONG",
          "send QUIT\\r\\n",
          "expect string +OK");

  private final CfgOutcomes outcomes;
  private final List<String> steps = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private Optional<CheckLogin> login = Optional.empty();

  private CheckRules(CfgOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * Sets {@code check.steps} and {@code auth}, where the file needs them.
   *
   * @param servers the section with the servers
   * @param settings gets them
   * @param outcomes gets what cannot be used
   */
  static void translate(ProxyDraft servers, ImportedSettings settings, CfgOutcomes outcomes) {
    CheckRules rules = new CheckRules(outcomes);
    switch (servers.check()) {
      case CONNECT -> rules.add("connect", servers.checkLine());
      case REDIS -> rules.add("redis-check", servers.checkLine());
      case RULES -> servers.rules().forEach(rules::rule);
    }
    if (rules.steps.isEmpty()) {
      rules.add("connect", servers.checkLine());
    }
    if (servers.check() != ProxyDraft.Check.RULES) {
      servers
          .rules()
          .forEach(unused ->
              outcomes.explained(
                  unused.number(),
                  "tcp-check",
                  "Without `option tcp-check` HAProxy ignores the rule, and so does this."));
    }
    rules.login.ifPresent(found -> found.into(settings));
    if (!rules.isUsual()) {
      settings.put(new ImportedSetting("check.steps", rules.steps, true, rules.lines));
    }
  }

  /** Without steps the file means this script. */
  private boolean isUsual() {
    List<String> usual = new ArrayList<>(USUAL);
    if (login.isEmpty()) {
      usual.remove(CheckSection.LOGIN);
    }
    return steps.equals(usual);
  }

  private void add(String step, int line) {
    steps.add(step);
    lines.add(line);
  }

  private void rule(CfgLine rule) {
    try {
      if (rule.words().equals(List.of(CheckSection.LOGIN))) {
        throw new CfgException("It is no rule of HAProxy; use `send` for a login.");
      }
      Optional<String> sent = sent(rule.words());
      if (sent.isPresent() && LOGIN.matcher(sent.get()).matches()) {
        login(rule.number(), sent.get());
      } else {
        add(text(rule.words()), rule.number());
      }
    } catch (CfgException wrong) {
      outcomes.error(rule.number(), "tcp-check", wrong.advice());
    }
  }

  private static Optional<String> sent(List<String> words) throws CfgException {
    if (words.size() < 2 || !words.getFirst().startsWith("send")) {
      return Optional.empty();
    }
    String kind = words.getFirst();
    String text = words.get(1);
    String sent =
        kind.startsWith("send-binary") && text.matches("(?:[0-9A-Fa-f]{2})+")
            ? new String(HexFormat.of().parseHex(text), StandardCharsets.ISO_8859_1)
            : text;
    if (kind.endsWith("-lf") && LOGIN.matcher(sent).matches()) {
      throw new CfgException(
          "A login in a format cannot be kept in a file of its own; send the AUTH with `send`.");
    }
    return Optional.of(sent);
  }

  /** What is sent behind the login in the same rule becomes a step of its own. */
  private void login(int line, String sent) throws CfgException {
    Matcher matcher = sent.startsWith("*") ? ARRAY.matcher(sent) : INLINE.matcher(sent);
    if (!matcher.lookingAt()) {
      throw new CfgException(
          "The AUTH is in no form that is understood; send it alone, as `AUTH\\ PASSWORD\\r\\n` or `AUTH\\ USER\\ PASSWORD\\r\\n`.");
    }
    CheckLogin found =
        new CheckLogin(
            matcher.group(1) == null
                ? Optional.empty()
                : Optional.of(argument(sent, matcher.group(1))),
            argument(sent, matcher.group(2)),
            line);
    String rest = sent.substring(matcher.end());
    if (LOGIN.matcher(rest).matches() || login.filter(it -> !it.isSame(found)).isPresent()) {
      throw new CfgException("The check logs in as two users; keep one AUTH.");
    }
    login = Optional.of(found);
    add(CheckSection.LOGIN, line);
    if (!rest.isEmpty()) {
      add(text(List.of("send", rest)), line);
    }
  }

  /** Redis takes quotes off an argument of an inline command, and off none of an array. */
  private static String argument(String sent, String octets) throws CfgException {
    if (sent.startsWith("*")) {
      return CfgTokenizer.text(octets);
    }
    char first = octets.charAt(0);
    boolean quoted = first == '"' || first == '\'';
    boolean closed = octets.length() > 2 && octets.charAt(octets.length() - 1) == first;
    String inside = quoted && closed ? octets.substring(1, octets.length() - 1) : octets;
    boolean special =
        inside.indexOf('"') >= 0 || inside.indexOf('\'') >= 0 || inside.indexOf('\\') >= 0;
    if (special) {
      throw new CfgException(
          "The AUTH has quotes or backslashes, which Redis reads in its own way; send it as an array: `*2\\r\\n$4\\r\\nAUTH\\r\\n$LENGTH\\r\\nPASSWORD\\r\\n`.");
    }
    return CfgTokenizer.text(inside);
  }

  /** {@return a rule as a step is written, with the escapes of the check language} */
  static String text(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.isEmpty() ? "" : " ");
      if (word.isEmpty()) {
        text.append("\"\"");
      }
      word.chars().forEach(character -> escape((char) character, text));
    }
    return text.toString();
  }

  private static void escape(char character, StringBuilder text) {
    switch (character) {
      case '\r' -> text.append("\\r");
      case '\n' -> text.append("\\n");
      case '\t' -> text.append("\\t");
      case ' ', '\\', '#', '"', '\'' -> text.append('\\').append(character);
      default -> {
        if (character < ' ' || character >= 0x7f) {
          text.append("\\x%02x".formatted((int) character));
        } else {
          text.append(character);
        }
      }
    }
  }
}
