package io.redisfailover.controller.redis;

import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says which users of applications may run what failover keeps for itself. A user without keys is
 * none of an application, and neither is one that is off. Pure.
 */
public final class ExcessiveRights {
  private static final int NAMED = 3;

  /** What a selector begins with. */
  private static final String SELECTOR = " (";

  private ExcessiveRights() {}

  /**
   * {@return one sentence for each user, with the rules to set}
   *
   * @param server the server
   * @param traits its version and its users
   * @param exempt users that may have all rights: those of failover itself and of administrators
   */
  public static List<String> sentences(Server server, ServerTraits traits, Set<String> exempt) {
    AclDialect dialect = AclDialect.of(traits.version().orElse(""));
    List<String> sentences = new ArrayList<>();
    new TreeMap<>(traits.users().orElse(Map.of()))
        .forEach((name, rules) -> {
          if (!exempt.contains(name)) {
            sentence(server, name, rules, dialect).ifPresent(sentences::add);
          }
        });
    return sentences;
  }

  private static Optional<String> sentence(
      Server server, String user, String rules, AclDialect dialect) {
    List<AclRules> parts = parts(rules);
    Set<String> allowed = new TreeSet<>();
    parts.forEach(part -> allowed.addAll(ReservedCommands.allowedBy(part)));
    boolean hasKeys = parts.stream().anyMatch(AclRules::giveKeys);
    boolean isOn = parts.getFirst().words().contains("on");
    if (!isOn || !hasKeys || allowed.isEmpty()) {
      return Optional.empty();
    }
    AclRules own = parts.getFirst();
    List<String> words = new ArrayList<>();
    if (parts.size() > 1) {
      words.add("clearselectors");
    }
    List<String> whole = ReservedCommands.withheldFrom(own, dialect, true).words();
    words.addAll(whole.subList(own.words().size(), whole.size()));
    return Optional.of(
        "%s: user %s may run %s, which failover keeps for itself; run ACL SETUSER %s %s on both servers, and keep it in their configuration."
            .formatted(
                server,
                Printable.shortened(user),
                inWords(allowed),
                Printable.shortened(user),
                String.join(" ", words)));
  }

  private static String inWords(Set<String> commands) {
    String named = commands.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = commands.size() - NAMED;
    return more > 0 ? named + " and %d more commands".formatted(more) : named;
  }

  /** The rules of the user itself, and those of each selector, which stands in parentheses. */
  private static List<AclRules> parts(String rules) {
    List<AclRules> parts = new ArrayList<>();
    int begin = 0;
    while (begin <= rules.length()) {
      int next = rules.indexOf(SELECTOR, begin);
      int end = next < 0 ? rules.length() : next;
      boolean closed = !parts.isEmpty() && end > begin && rules.charAt(end - 1) == ')';
      String inside = rules.substring(begin, closed ? end - 1 : end);
      parts.add(new AclRules(Arrays.asList(inside.split(" ", -1))));
      begin = next < 0 ? rules.length() + 1 : end + SELECTOR.length();
    }
    return parts;
  }
}
