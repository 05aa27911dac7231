package io.redisfailover.operator.liveconfig;

import io.redisfailover.controller.redis.JedisRedisConnection;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.ServerVersion;
import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.operator.desired.AclUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives a running server its further users. The rules of each are tried on a user without a
 * password first: either the server takes them all, or its users stay as they are.
 */
final class LiveUsers {
  /** No resource can have a user of this name. */
  private static final String TRIAL = "rf-trial";

  private LiveUsers() {}

  /**
   * {@return names of users whose rules the server rejects, with its error}
   *
   * @throws NoAnswerException when it does not answer, or is busy
   */
  static Map<String, String> set(JedisRedisConnection connection, UserChange users)
      throws NoAnswerException {
    if (users.wanted().isEmpty() && users.removed().isEmpty()) {
      return Map.of();
    }
    AclDialect dialect =
        AclDialect.of(ServerVersion.inWords(connection.call("INFO", "server")).orElse(""));
    Map<String, List<String>> trials = new LinkedHashMap<>();
    Map<String, List<String>> changes = new LinkedHashMap<>();
    for (AclUser user : users.wanted()) {
      List<String> rules = user.effectiveRules(dialect).words();
      trials.put(user.name(), command(TRIAL, List.of("reset"), rules));
      List<String> login = new ArrayList<>(List.of("reset", "on"));
      login.addAll(user.passwordRules());
      changes.put(user.name(), command(user.name(), login, rules));
    }
    users.removed().forEach(name -> changes.put(name, List.of("ACL", "DELUSER", name)));
    Map<String, String> refused = refused(connection, trials);
    connection.call("ACL", "DELUSER", TRIAL);
    return refused.isEmpty() ? refused(connection, changes) : refused;
  }

  private static List<String> command(String name, List<String> login, List<String> rules) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", name));
    words.addAll(login);
    words.addAll(rules);
    return words;
  }

  private static Map<String, String> refused(
      JedisRedisConnection connection, Map<String, List<String>> commands)
      throws NoAnswerException {
    Map<String, String> refused = new TreeMap<>();
    for (Map.Entry<String, List<String>> command : commands.entrySet()) {
      Reply reply = connection.call(List.of(command.getValue())).getFirst();
      if (reply.isError()) {
        ErrorReply error = ErrorReply.parse(reply.text());
        if (error.kind() == ErrorReply.Kind.BUSY || error.kind() == ErrorReply.Kind.LOADING) {
          throw new NoAnswerException(
              command.getKey(), new ProbeAnswer.Errored(error, Optional.empty()));
        }
        refused.put(command.getKey(), error.toString());
      }
    }
    return refused;
  }
}
