package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.haproxy.CfgOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the settings of a pair as this project's file. */
final class PairYaml {
  /** Keys whose value no file shows, and what the name of a file with it ends with. */
  private static final Map<String, String> SECRETS =
      Map.of("auth.password", "redis-password", "stats.auth.password", "stats-password");

  private static final Pattern USER_SECRET = Pattern.compile("stats\\.users\\[(\\d+)]\\.password");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./][A-Za-z0-9._/-]*");
  private static final Pattern PRINTABLE =
      Pattern.compile("[^\\p{Cntrl}\u0085\u2028\u2029\ufeff]*");
  private static final Set<Kind> SHOWN = Set.of(Kind.EXPLAINED, Kind.WARNING);

  private final StringBuilder text = new StringBuilder();
  private List<String> section = List.of();

  private PairYaml() {}

  /** {@return the file with its passwords, to be read by this process and never shown} */
  static String toRun(ImportedPair pair) {
    PairYaml yaml = new PairYaml();
    pair.settings().forEach(setting -> yaml.add(setting, ""));
    return yaml.text.toString();
  }

  /**
   * {@return the file to be kept, with passwords in files of their own}
   *
   * @param pair the pair
   * @param source the name of HAProxy's file
   * @param prefix what the names of the files with passwords begin with
   * @param outcomes what came of each directive
   */
  static String toKeep(ImportedPair pair, String source, String prefix, List<CfgOutcome> outcomes) {
    PairYaml yaml = new PairYaml();
    yaml.text.append("# ").append(source).append(", section ").append(pair.name());
    yaml.text.append(", as settings of one process. Numbers are its lines.\n");
    for (ImportedSetting setting : pair.settings()) {
      Optional<String> file = secretFile(setting.key());
      if (file.isEmpty()) {
        yaml.add(setting, comment(setting));
      } else {
        yaml.add(
            new ImportedSetting(setting.key() + "File", prefix + file.get(), setting.line()),
            "  # put the password of line " + setting.line() + " into this file, mode 0600");
      }
    }
    List<CfgOutcome> shown =
        outcomes.stream().filter(outcome -> SHOWN.contains(outcome.kind())).toList();
    yaml.text.append(
        "\n# What --status, --switchover and --reload need. Remove the #, and put a word of your own"
            + " into the file, mode 0600.\n");
    yaml.text.append("# control: {port: 8182, tokenFile: " + prefix + "control-token}\n");
    if (!shown.isEmpty()) {
      yaml.text.append("\n# Lines without a counterpart:\n");
      shown.forEach(outcome -> yaml.text.append("#   ").append(outcome).append('\n'));
    }
    return yaml.text.toString();
  }

  /** {@return what the name of the file with a secret ends with; absent for any other key} */
  static Optional<String> secretFile(String key) {
    Matcher user = USER_SECRET.matcher(key);
    return user.matches()
        ? Optional.of("stats-password-" + (Integer.parseInt(user.group(1)) + 1))
        : Optional.ofNullable(SECRETS.get(key));
  }

  private static String comment(ImportedSetting setting) {
    return setting.line() == 0 || setting.list() ? "" : "  # " + setting.line();
  }

  private void add(ImportedSetting setting, String comment) {
    List<String> path = List.of(setting.key().replace("[", ".[").split("\\.", -1));
    List<String> around = path.subList(0, path.size() - 1);
    int shared = shared(section, around);
    String indent = "  ".repeat(around.size());
    String lead = indent;
    for (int depth = shared; depth < around.size(); depth++) {
      // An element of a list is led by its dash; its first key follows in the same line.
      if (around.get(depth).startsWith("[")) {
        lead = "  ".repeat(depth) + "- ";
      } else {
        text.append("  ".repeat(depth)).append(around.get(depth)).append(":\n");
      }
    }
    section = new ArrayList<>(around);
    text.append(lead).append(path.getLast()).append(':');
    if (setting.list()) {
      text.append('\n');
      for (int i = 0; i < setting.values().size(); i++) {
        text.append(indent).append("  - ").append(scalar(setting.values().get(i)));
        text.append('\n');
      }
    } else {
      text.append(' ').append(scalar(setting.value())).append(comment).append('\n');
    }
  }

  private static int shared(List<String> left, List<String> right) {
    int shared = 0;
    while (shared < Math.min(left.size(), right.size())
        && left.get(shared).equals(right.get(shared))) {
      shared++;
    }
    return shared;
  }

  /** {@return a value that YAML reads as it is} */
  static String scalar(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    if (PRINTABLE.matcher(value).matches()) {
      return "'" + value.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(character -> {
          if (character == '"' || character == '\\') {
            quoted.append('\\').append((char) character);
          } else if (character < ' ' || character > '~') {
            quoted.append("\\u%04x".formatted(character));
          } else {
            quoted.append((char) character);
          }
        });
    return quoted.append('"').toString();
  }
}
