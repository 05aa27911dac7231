package io.redisfailover.controller.redis;

import io.redisfailover.failover.model.ByteCount;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says what clients would notice of a role change, because the two servers differ. Pure. */
public final class ServerDifferences {
  private ServerDifferences() {}

  /** What follows from a setting that differs. */
  private static final Map<String, String> CONSEQUENCES =
      Map.of(
          "maxmemory", "the smaller one may evict keys or refuse writes",
          "maxmemory-policy", "other keys may be evicted, or writes refused",
          "databases", "databases that one of them lacks cannot be selected",
          "notify-keyspace-events", "listeners may no longer be notified",
          "maxclients", "one of them refuses clients earlier",
          "appendonly", "they keep their data on disk in different ways",
          "save", "they keep their data on disk in different ways",
          "requirepass", "clients may be refused");

  /** Settings whose values are secrets. */
  private static final Set<String> SECRET = Set.of("requirepass");

  /**
   * {@return one sentence for each difference, with what to do}
   *
   * @param master what Master has
   * @param backup what Backup has
   */
  public static List<String> problems(ServerTraits master, ServerTraits backup) {
    List<String> problems = new ArrayList<>();
    version(master, backup).ifPresent(problems::add);
    for (String name : ServerTraits.SETTINGS) {
      String first = master.settings().get(name);
      String second = backup.settings().get(name);
      if (first != null && second != null && !first.equals(second)) {
        problems.add(setting(name, first, second));
      }
    }
    named("modules", "commands may be missing", master.modules(), backup.modules())
        .ifPresent(problems::add);
    named(
            "users",
            "logins or commands may be refused",
            master.comparableUsers(),
            backup.comparableUsers())
        .ifPresent(problems::add);
    return problems;
  }

  /**
   * {@return why data would be lost by a planned role change, with what to do; empty when none is}
   *
   * @param from the active server
   * @param active what it has
   * @param standby what the other one has
   */
  public static Optional<String> loss(Server from, ServerTraits active, ServerTraits standby) {
    return active
        .use()
        .flatMap(use ->
            memory(from, use, active.limit("maxmemory"), standby.limit("maxmemory"))
                .or(() -> databases(from, use, standby.limit("databases"))));
  }

  /** A server whose limit is no smaller evicts no more than the active one does already. */
  private static Optional<String> memory(Server from, ServerTraits.Use use, long own, long other) {
    boolean smaller = other > 0 && (own == 0 || other < own);
    return smaller && use.bytes() > other
        ? Optional.of(
            "%s may use %s (maxmemory), and the data of %s needs %s: keys would be evicted, or writes refused; raise maxmemory of %s"
                .formatted(
                    from.other(),
                    ByteCount.inWords(other),
                    from,
                    ByteCount.inWords(use.bytes()),
                    from.other()))
        : Optional.empty();
  }

  private static Optional<String> databases(Server from, ServerTraits.Use use, long other) {
    return other > 0 && use.databases() > other
        ? Optional.of(
            "%s has %d databases, and %s keeps keys in database %d: they could not be reached; set databases of %s as on %s, and restart it"
                .formatted(from.other(), other, from, use.databases() - 1, from.other(), from))
        : Optional.empty();
  }

  private static Optional<String> version(ServerTraits master, ServerTraits backup) {
    boolean alike = master.release().equals(backup.release());
    return alike || master.version().isEmpty() || backup.version().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The servers differ: %s has %s, %s has %s. The older one may be unable to copy from the"
                    .formatted(
                        Server.MASTER,
                        master.version().get(),
                        Server.BACKUP,
                        backup.version().get())
                + " newer one, so there may be no standby after a role change; upgrade the older"
                + " one.");
  }

  private static String setting(String name, String master, String backup) {
    String what =
        SECRET.contains(name)
            ? " in " + name
            : ": %s of %s is %s, of %s %s"
                .formatted(name, Server.MASTER, quoted(master), Server.BACKUP, quoted(backup));
    return "The servers differ%s. After a role change %s; set the same on both."
        .formatted(what, CONSEQUENCES.get(name));
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "empty" : value;
  }

  private static Optional<String> named(
      String what,
      String consequence,
      Optional<Map<String, String>> master,
      Optional<Map<String, String>> backup) {
    if (master.isEmpty() || backup.isEmpty()) {
      return Optional.empty();
    }
    Set<String> differing = new TreeSet<>(master.get().keySet());
    differing.addAll(backup.get().keySet());
    differing.removeIf(
        name -> master.get().getOrDefault(name, "").equals(backup.get().getOrDefault(name, "")));
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The servers differ in %s: %s. After a role change %s; set the same on both."
                .formatted(what, Printable.shortened(String.join(", ", differing)), consequence));
  }
}
