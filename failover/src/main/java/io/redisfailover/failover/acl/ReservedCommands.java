package io.redisfailover.failover.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What failover keeps for itself, and what leads to it: who follows whom, replication, shutdown,
 * users, settings, modules, debugging, the connections of others, and the functions that carry the
 * markers. This is the only list of it.
 *
 * <p>Its rules follow those of a user. Redis lets the last rule about a command decide, so no rule
 * before them gives one of these commands.
 */
public final class ReservedCommands {
  private static final Set<String> HARMLESS = Set.of("slow");
  private static final Set<String> DANGEROUS = Set.of("slow", "admin", "dangerous");

  private static final List<Command> WHOLE =
      Stream.of(
              "replicaof", "slaveof", "failover", "psync", "sync", "replconf", "shutdown", "debug")
          .map(name -> new Command(name, true, List.of(), List.of()))
          .toList();

  /** A subcommand that a later release adds to one of these is reserved. */
  private static final List<Command> CLOSED =
      List.of(
          new Command(
              "acl",
              true,
              subcommands(
                  DANGEROUS, "setuser", "deluser", "load", "save", "list", "getuser", "users",
                  "log", "dryrun"),
              subcommands(HARMLESS, "cat", "genpass", "help", "whoami")),
          new Command(
              "config",
              true,
              subcommands(DANGEROUS, "set", "rewrite"),
              both(subcommands(DANGEROUS, "get", "resetstat"), subcommands(HARMLESS, "help"))),
          new Command(
              "module",
              true,
              subcommands(DANGEROUS, "load", "loadex", "unload"),
              both(subcommands(DANGEROUS, "list"), subcommands(HARMLESS, "help"))));

  private static final Command CLIENT =
      new Command(
          "client",
          false,
          subcommands(
              Set.of("slow", "admin", "dangerous", "connection"), "kill", "pause", "unpause"),
          both(
              subcommands(
                  Set.of("slow", "connection"),
                  "caching",
                  "getname",
                  "getredir",
                  "help",
                  "id",
                  "info",
                  "reply",
                  "setname",
                  "tracking",
                  "trackinginfo"),
              subcommands(Set.of("slow", "admin", "dangerous", "connection"), "list", "unblock")));

  /** The debugger of scripts stops the whole server until its client goes on. */
  private static final Command SCRIPT =
      new Command(
          "script",
          false,
          subcommands(Set.of("slow", "scripting"), "debug"),
          subcommands(Set.of("slow", "scripting"), "exists", "flush", "help", "kill", "load"));

  private static final List<Command> PARTLY = List.of(CLIENT, SCRIPT);

  /** The markers are functions, and whoever writes functions can delete them. */
  private static final Command FUNCTION =
      new Command(
          "function",
          false,
          subcommands(Set.of("slow", "write", "scripting"), "load", "delete", "flush", "restore"),
          List.of());

  private ReservedCommands() {}

  /**
   * A subcommand.
   *
   * @param name its name in lower case
   * @param categories its categories, without {@code @all}
   */
  private record Subcommand(String name, Set<String> categories) {}

  /**
   * A command of which failover keeps all or a part.
   *
   * @param name its name in lower case
   * @param closed whether all but the free subcommands are reserved
   * @param reserved reserved subcommands; none where the whole command is reserved
   * @param free the other subcommands
   */
  private record Command(
      String name, boolean closed, List<Subcommand> reserved, List<Subcommand> free) {
    Stream<String> withheld(AclRules rules, AclDialect dialect) {
      if (!closed && dialect == AclDialect.SUBCOMMANDS) {
        return reserved.stream().map(it -> "-" + name + "|" + it.name());
      }
      return Stream.concat(
          Stream.of("-" + name),
          free.stream()
              .filter(it -> rules.allow(name, Optional.of(it.name()), it.categories()))
              .map(it -> "+" + name + "|" + it.name()));
    }

    Stream<String> allowed(AclRules rules) {
      if (reserved.isEmpty()) {
        return rules.allow(name, Optional.empty(), DANGEROUS)
            ? Stream.of(name.toUpperCase(Locale.ROOT))
            : Stream.empty();
      }
      return reserved.stream()
          .filter(it -> rules.allow(name, Optional.of(it.name()), it.categories()))
          .map(it -> (name + " " + it.name()).toUpperCase(Locale.ROOT));
    }
  }

  /**
   * {@return the rules of a user, and behind them those that withhold what failover keeps}
   *
   * @param rules the user's own
   * @param dialect how the server understands them
   * @param writesFunctions whether the user may write functions where its own rules say so
   */
  public static AclRules withheldFrom(AclRules rules, AclDialect dialect, boolean writesFunctions) {
    List<String> words = new ArrayList<>(rules.words());
    boolean functions = dialect == AclDialect.SUBCOMMANDS && !writesFunctions;
    Stream.of(WHOLE, CLOSED, PARTLY, functions ? List.of(FUNCTION) : List.<Command>of())
        .flatMap(List::stream)
        .flatMap(command -> command.withheld(rules, dialect))
        .forEach(words::add);
    return new AclRules(words);
  }

  /**
   * {@return names of reserved commands that rules allow, such as {@code CONFIG SET}; the right to
   * write functions is none of them, because an administrator may give it, and neither is the
   * debugger of scripts: who may run scripts keeps a server busy without it too}
   *
   * @param rules rules of a user
   */
  public static List<String> allowedBy(AclRules rules) {
    return Stream.of(WHOLE, CLOSED, List.of(CLIENT))
        .flatMap(List::stream)
        .flatMap(command -> command.allowed(rules))
        .toList();
  }

  /** {@return names of the commands that write functions, as far as rules allow them} */
  static List<String> functionsAllowedBy(AclRules rules) {
    return FUNCTION.allowed(rules).toList();
  }

  private static List<Subcommand> subcommands(Set<String> categories, String... names) {
    return Stream.of(names).map(name -> new Subcommand(name, categories)).toList();
  }

  private static List<Subcommand> both(List<Subcommand> some, List<Subcommand> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
