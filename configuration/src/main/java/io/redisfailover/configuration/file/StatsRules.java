package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Problems;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold across the keys of {@code stats}. */
final class StatsRules {
  private static final Pattern PATH =
      Pattern.compile("/(?!(?:metrics|healthz|readyz)$)[A-Za-z0-9._/-]{0,200}");
  private static final Pattern REALM = Pattern.compile("[ !#-\\[\\]-~]{1,100}");

  /** What a browser can send, and a log can show. */
  private static final Pattern USER = Pattern.compile("[^:\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,100}");

  private static final int LONGEST_DESCRIPTION = 200;

  private StatsRules() {}

  /** Reports what does not fit together. */
  static void check(StatsSection stats, Problems problems) {
    if (!REALM.matcher(stats.realm()).matches()) {
      problems.add("stats.realm", "Use printable ASCII without quotes and backslashes.");
    }
    if (!PATH.matcher(stats.uri()).matches()) {
      problems.add(
          "stats.uri",
          "Use a slash, and then letters, digits, slashes, dots, dashes or underscores; /metrics, /healthz and /readyz are taken.");
    }
    if (stats.monitorUri().filter(path -> !isFree(path, stats.uri())).isPresent()) {
      problems.add(
          "stats.monitorUri",
          "Use a path such as /health: it differs from stats.uri, /, /metrics, /healthz and /readyz.");
    }
    if (stats.description().filter(text -> text.length() > LONGEST_DESCRIPTION).isPresent()) {
      problems.add(
          "stats.description", "Too long; use at most " + LONGEST_DESCRIPTION + " characters.");
    }
    users(stats, problems);
  }

  private static boolean isFree(String path, String page) {
    return PATH.matcher(path).matches() && !path.equals("/") && !path.equals(page);
  }

  private static void users(StatsSection stats, Problems problems) {
    Set<String> names = new HashSet<>();
    stats
        .auth()
        .ifPresent(login -> {
          CrossKeyRules.login("stats.auth", login, problems);
          if (login.username().isEmpty()) {
            problems.add(
                "stats.auth", "The page needs a username too; set for instance `username: admin`.");
          }
          login.username().ifPresent(name -> user("stats.auth.username", name, names, problems));
        });
    for (int i = 0; i < stats.users().size(); i++) {
      StatsUserSection user = stats.users().get(i);
      String key = "stats.users[" + i + "]";
      CrossKeyRules.login(key, user.login(), problems);
      user(key + ".username", user.username(), names, problems);
    }
  }

  private static void user(String key, String name, Set<String> names, Problems problems) {
    if (!USER.matcher(name).matches()) {
      problems.add(key, "Use 1 to 100 printable characters without a colon.");
    }
    if (!names.add(name)) {
      problems.add(key, "Another user has this name; use another one.");
    }
  }
}
