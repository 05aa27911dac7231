package io.redisfailover.operator.liveconfig;

import io.redisfailover.failover.command.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads which passwords a server accepts. Pure. */
final class LoginReplies {
  private LoginReplies() {}

  /**
   * {@return names of users that have another password on the server, or that it does not have}
   *
   * @param wanted SHA-256 of the newest password of each user
   * @param list the reply to {@code ACL LIST}; a server that does not let the operator ask says
   *     nothing of anyone
   */
  static Set<String> missing(Map<String, String> wanted, Reply list) {
    if (list.isError()) {
      return Set.of();
    }
    Map<String, List<String>> present = new HashMap<>();
    for (String line : list.text().lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.size() > 1 && words.getFirst().equals("user")) {
        present.put(words.get(1), words);
      }
    }
    Set<String> missing = new TreeSet<>();
    wanted.forEach((user, digest) -> {
      if (!present.getOrDefault(user, List.of()).contains("#" + digest)) {
        missing.add(user);
      }
    });
    return missing;
  }
}
