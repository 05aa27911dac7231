package io.redisfailover.failover.acl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules about keys, channels and commands in the notation of Redis, such as {@code ~cache:*
 * +@read}. A later rule overrules an earlier one.
 *
 * @param words the rules, one each
 */
public record AclRules(List<String> words) {
  /** Every key, every channel and every command. */
  public static final AclRules EVERYTHING = new AclRules(List.of("~*", "&*", "+@all"));

  private static final String ALL = "all";
  private static final String EXAMPLE = "a rule such as ~cache:*, &news:*, +@read or -keys";

  /** What begins a password in an ACL rule; it is not quoted. */
  private static final String SECRETS = "<>#!";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:~|&|%(?:R|W|RW|WR)~)[^\\s\\p{Cntrl}]*|allkeys|resetkeys|allchannels|resetchannels"
              + "|allcommands|nocommands|[+-]@[a-z0-9_-]+|[+-][a-z0-9_.-]+(?:[|][a-z0-9_.-]+)?",
          Pattern.CASE_INSENSITIVE);

  /** Copies the list. */
  public AclRules {
    words = List.copyOf(words);
  }

  /** {@return the rules of a text, which separates them by blanks} */
  public static AclRules of(String text) {
    return new AclRules(
        Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList());
  }

  /**
   * {@return what is wrong and what to do, to follow a place and a colon; empty when each rule is
   * about keys, channels or commands}
   */
  public Optional<String> refusal() {
    if (words.isEmpty()) {
      return Optional.of("no rule; set " + EXAMPLE + ".");
    }
    return words.stream().filter(word -> !FORM.matcher(word).matches()).findFirst().map(this::why);
  }

  private String why(String word) {
    if (SECRETS.indexOf(word.charAt(0)) >= 0) {
      return "a password is no rule about keys, channels or commands; store it in the Secret.";
    }
    return word.startsWith("(")
        ? "a selector adds rights that no later rule can withhold; use another user instead of %s."
            .formatted(word)
        : "%s is no rule about keys, channels or commands; use %s.".formatted(word, EXAMPLE);
  }

  /**
   * {@return whether the rules allow a command}
   *
   * @param command its name in lower case
   * @param subcommand name of the subcommand in lower case, if it has some
   * @param categories categories of the command, without {@code @all}
   */
  boolean allow(String command, Optional<String> subcommand, Set<String> categories) {
    boolean allowed = false;
    for (String word : words) {
      String rule = word.toLowerCase(Locale.ROOT);
      if (rule.equals("allcommands") || rule.equals("nocommands")) {
        allowed = rule.equals("allcommands");
      } else if (isAbout(rule, command, subcommand, categories)) {
        allowed = rule.startsWith("+");
      }
    }
    return allowed;
  }

  /** {@return whether the rules give keys} */
  public boolean giveKeys() {
    boolean given = false;
    for (String word : words) {
      if (word.equalsIgnoreCase("resetkeys")) {
        given = false;
      } else {
        given |= word.startsWith("~") || word.startsWith("%") || word.equalsIgnoreCase("allkeys");
      }
    }
    return given;
  }

  private static boolean isAbout(
      String rule, String command, Optional<String> subcommand, Set<String> categories) {
    if (!rule.startsWith("+") && !rule.startsWith("-")) {
      return false;
    }
    String subject = rule.substring(1);
    if (subject.startsWith("@")) {
      String category = subject.substring(1);
      return category.equals(ALL) || categories.contains(category);
    }
    return subject.equals(command)
        || subcommand.filter(it -> subject.equals(command + "|" + it)).isPresent();
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
