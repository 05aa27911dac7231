package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ReplicationInfoParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What both servers should have in common, because clients meet the other one after a role change.
 * What a server does not tell, or this user may not ask, is missing.
 *
 * @param version name and version, such as {@code Redis 8.0.2}
 * @param settings the value of each of {@link #SETTINGS}
 * @param modules the version of each module, by name
 * @param users what each user may do, by name, as rules in their order; those of the failover
 *     system are left out
 * @param use what its data need of a server
 */
public record ServerTraits(
    Optional<String> version,
    Map<String, String> settings,
    Optional<Map<String, String>> modules,
    Optional<Map<String, String>> users,
    Optional<Use> use) {
  /** Nothing is known. */
  public static final ServerTraits UNKNOWN =
      new ServerTraits(
          Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * What the data of a server need.
   *
   * @param bytes of memory, without what {@code maxmemory} does not count
   * @param databases number of databases up to the last one with a key
   */
  public record Use(long bytes, int databases) {}

  /** Settings that clients notice. */
  static final List<String> SETTINGS =
      List.of(
          "maxmemory",
          "maxmemory-policy",
          "databases",
          "notify-keyspace-events",
          "maxclients",
          "appendonly",
          "save",
          "requirepass");

  private static final List<List<String>> QUESTIONS =
      List.of(
          List.of("INFO", "server"),
          List.of("MODULE", "LIST"),
          List.of("ACL", "LIST"),
          List.of("INFO", "memory"),
          List.of("INFO", "keyspace"));

  private static final String DATABASE = "db";

  /** Most digits of a database's number. */
  private static final int DIGITS = 9;

  /** How the names of the operator's own users begin. */
  private static final String OWN_USER = "rf-";

  /** Copies the maps. */
  public ServerTraits {
    settings = Map.copyOf(settings);
    modules = modules.map(Map::copyOf);
    users = users.map(Map::copyOf);
  }

  /**
   * Asks a server.
   *
   * @throws NoAnswerException when it does not answer
   */
  public static ServerTraits of(JedisRedisConnection connection) throws NoAnswerException {
    List<List<String>> questions = new ArrayList<>(QUESTIONS);
    SETTINGS.forEach(name -> questions.add(List.of("CONFIG", "GET", name)));
    // In one packet: a switchover that somebody waits for does not begin before.
    List<Reply> replies = connection.callAll(questions);
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      String name = SETTINGS.get(i);
      RequiredSettings.value(replies.get(QUESTIONS.size() + i))
          .ifPresent(value -> settings.put(name, value));
    }
    return new ServerTraits(
        ServerVersion.inWords(replies.get(0)),
        settings,
        modules(replies.get(1)),
        users(replies.get(2)),
        use(replies.get(3), replies.get(4)));
  }

  private static Optional<Use> use(Reply memory, Reply keyspace) {
    if (memory.isError() || keyspace.isError()) {
      return Optional.empty();
    }
    Map<String, String> fields = ReplicationInfoParser.fields(memory.text());
    int databases =
        ReplicationInfoParser.fields(keyspace.text()).keySet().stream()
            .filter(ServerTraits::isDatabase)
            .mapToInt(name -> Integer.parseInt(name.substring(DATABASE.length())) + 1)
            .max()
            .orElse(0);
    long bytes = number(fields, "used_memory") - number(fields, "mem_not_counted_for_evict");
    return Optional.of(new Use(bytes, databases));
  }

  private static boolean isDatabase(String name) {
    int digits = name.length() - DATABASE.length();
    return name.startsWith(DATABASE)
        && digits > 0
        && digits <= DIGITS
        && name.chars().skip(DATABASE.length()).allMatch(c -> c >= '0' && c <= '9');
  }

  /** {@return whether the servers differ in the same as with these traits: all but the data} */
  public boolean comparesAs(ServerTraits other) {
    return version.equals(other.version)
        && settings.equals(other.settings)
        && modules.equals(other.modules)
        && users.equals(other.users);
  }

  /** {@return a number among settings or fields of {@code INFO}; 0 where there is none} */
  static long number(Map<String, String> fields, String name) {
    try {
      return Long.parseLong(fields.getOrDefault(name, "0"));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** {@return a setting that is a limit; 0 stands for none, and for one that is not known} */
  long limit(String setting) {
    return number(settings, setting);
  }

  /** {@return name, major and minor number: a patch release changes no format} */
  Optional<String> release() {
    return version.map(text -> {
      String[] numbers = text.split("\\.", -1);
      return numbers.length < 2 ? text : numbers[0] + "." + numbers[1];
    });
  }

  private static Optional<Map<String, String>> modules(Reply reply) {
    if (reply.isError()) {
      return Optional.empty();
    }
    Map<String, String> modules = new TreeMap<>();
    String name = "";
    Iterator<String> words = reply.text().lines().iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("name") && words.hasNext()) {
        name = words.next();
      } else if (word.equals("ver") && words.hasNext()) {
        modules.put(name, words.next());
      }
    }
    return Optional.of(modules);
  }

  private static Optional<Map<String, String>> users(Reply reply) {
    if (reply.isError()) {
      return Optional.empty();
    }
    Map<String, String> users = new TreeMap<>();
    for (String line : reply.text().lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length > 2 && !words[1].startsWith(OWN_USER)) {
        users.put(words[1], String.join(" ", Arrays.asList(words).subList(2, words.length)));
      }
    }
    return Optional.of(users);
  }

  /**
   * {@return the users as they are compared: releases differ in the order of the rules, and in
   * words that say what is the default anyway}
   */
  Optional<Map<String, String>> comparableUsers() {
    return users.map(known -> {
      Map<String, String> comparable = new TreeMap<>();
      known.forEach((name, rules) -> comparable.put(name, comparable(rules)));
      return comparable;
    });
  }

  private static String comparable(String rules) {
    return String.join(
        " ",
        Arrays.stream(rules.split(" ", -1))
            .filter(word -> !word.equals("sanitize-payload") && !word.equals("resetchannels"))
            .sorted()
            .toList());
  }

  /** Shows no hash of a password. */
  @Override
  public String toString() {
    return "ServerTraits[%s, %s, modules %s, users %s]"
        .formatted(version, settings.keySet(), modules.map(Map::keySet), users.map(Map::keySet));
  }
}
