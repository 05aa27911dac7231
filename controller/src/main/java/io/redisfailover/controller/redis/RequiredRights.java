package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which rights the user of a server lacks, by calling each command so that it can do nothing:
 * with an argument that no server accepts. Redis tests rights before arguments.
 */
public final class RequiredRights {
  private static final String NOTHING = "redis-failover-no-such-name";

  /** By the rule of an ACL that gives the right. */
  private static final Map<String, List<String>> TRIALS = trials();

  /** Whoever leads also sets what the protocol needs, unless the servers have it already. */
  private static final Map<String, List<String>> OF_A_LEADER =
      Map.of(
          "+config|get", List.of("CONFIG", "GET", NOTHING),
          "+config|set", List.of("CONFIG", "SET", NOTHING, NOTHING));

  private RequiredRights() {}

  private static Map<String, List<String>> trials() {
    Map<String, List<String>> trials = new LinkedHashMap<>();
    trials.put("+ping", List.of("PING"));
    trials.put("+info", List.of("INFO", NOTHING));
    trials.put("+replicaof", List.of("REPLICAOF", NOTHING, NOTHING));
    trials.put("+client|setname", List.of("CLIENT", "SETNAME", NOTHING));
    trials.put("+client|id", List.of("CLIENT", "ID"));
    trials.put("+client|list", List.of("CLIENT", "LIST", "ID", "0"));
    trials.put("+client|kill", List.of("CLIENT", "KILL", "ID", "0"));
    trials.put("+function|list", List.of("FUNCTION", "LIST", "LIBRARYNAME", NOTHING));
    trials.put("+function|load", List.of("FUNCTION", "LOAD", NOTHING));
    trials.put("+function|delete", List.of("FUNCTION", "DELETE", NOTHING));
    return trials;
  }

  /** {@return the rules of the rights that every process needs in {@code Promote}} */
  public static List<String> rules() {
    return List.copyOf(TRIALS.keySet());
  }

  /**
   * Asks a server. Nothing on it changes.
   *
   * @param access how it is entered
   * @param leads whether this process also sets what the protocol needs; what that takes is named
   *     beside a rule without which nothing works, so that whoever adds all of them needs no more
   * @return the rules that its user lacks, in the order of the documentation; empty too when the
   *     server cannot tell now
   * @throws NoAnswerException when it does not answer
   */
  public static List<String> missing(ServerAccess access, boolean leads) throws NoAnswerException {
    Map<String, List<String>> trials = new LinkedHashMap<>(TRIALS);
    if (leads) {
      trials.putAll(new TreeMap<>(OF_A_LEADER));
    }
    List<String> missing = refused(access, trials);
    return OF_A_LEADER.keySet().containsAll(missing) ? List.of() : missing;
  }

  private static List<String> refused(ServerAccess access, Map<String, List<String>> trials)
      throws NoAnswerException {
    List<List<String>> commands = new ArrayList<>(new Packet.Greet(access.login()).commands());
    int greeting = commands.size();
    commands.addAll(trials.values());
    List<Reply> replies;
    try (JedisRedisConnection connection =
        JedisRedisConnection.dial(access.endpoint(), access.limits())) {
      replies = connection.call(commands);
    } catch (CutException cut) {
      throw new NoAnswerException(access.toString(), cut.failure().answer(false));
    }
    List<String> rules = List.copyOf(trials.keySet());
    List<String> missing = new ArrayList<>();
    for (int i = greeting; i < replies.size(); i++) {
      Reply reply = replies.get(i);
      if (reply.isError() && ErrorReply.parse(reply.text()).kind() == ErrorReply.Kind.NOPERM) {
        missing.add(rules.get(i - greeting));
      }
    }
    return missing;
  }
}
