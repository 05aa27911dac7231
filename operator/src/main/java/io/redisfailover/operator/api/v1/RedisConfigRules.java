package io.redisfailover.operator.api.v1;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Settings of redis.conf that the spec must not contain. The API server checks the rules, which are
 * case-sensitive; {@link #refusals} ignores case.
 */
public final class RedisConfigRules {
  static final String LINKS =
      "self.all(k, !(k in ['replicaof', 'slaveof', 'replica-announce-ip', 'replica-announce-port',"
          + " 'slave-announce-ip', 'slave-announce-port', 'replica-announced']))";
  static final String LINKS_SENTENCE =
      "must not contain replicaof, slaveof or replica-announce-*: the failover"
          + " protocol sets replication, and a server that replicates by itself can"
          + " overwrite newer data";

  static final String READ_ONLY = "self.all(k, !(k in ['replica-read-only', 'slave-read-only']))";
  static final String READ_ONLY_SENTENCE =
      "must not contain replica-read-only: writes to a standby are lost silently;"
          + " use spec.backup.writable instead";

  static final String LOGIN =
      "self.all(k, !(k in ['requirepass', 'masterauth', 'masteruser', 'aclfile', 'user']))";
  static final String LOGIN_SENTENCE =
      "must not contain requirepass, masterauth, masteruser, aclfile or user: store"
          + " the password in a Secret and set spec.auth.secretName";

  static final String ADDRESS =
      "self.all(k, !(k in ['port', 'bind', 'bind-source-addr', 'protected-mode', 'unixsocket',"
          + " 'unixsocketperm']))";
  static final String ADDRESS_SENTENCE =
      "must not contain port, bind, protected-mode or unixsocket: proxies reach each"
          + " server at port 6379 of its pod; set spec.proxy.service.port for clients";

  static final String PROCESS =
      "self.all(k, !(k in ['dir', 'dbfilename', 'appendfilename', 'appenddirname', 'logfile',"
          + " 'syslog-enabled', 'pidfile', 'daemonize', 'supervised', 'include', 'chroot']))";
  static final String PROCESS_SENTENCE =
      "must not contain dir, dbfilename, appendfilename, appenddirname, logfile,"
          + " pidfile, daemonize, supervised or include: the operator sets files and"
          + " process; data is in /data, the log is the pod's";

  static final String APPEND_ONLY = "self.all(k, k != 'appendonly')";
  static final String APPEND_ONLY_SENTENCE =
      "must not contain appendonly: set spec.redis.persistence to AOF, RDB or None";

  static final String RENAME = "self.all(k, k != 'rename-command')";
  static final String RENAME_SENTENCE =
      "must not contain rename-command: the failover protocol needs the original"
          + " names; applications cannot run what failover keeps for itself anyway";

  static final String CLUSTER =
      "self.all(k, !k.startsWith('cluster-') && !k.startsWith('sentinel'))";
  static final String CLUSTER_SENTENCE =
      "must not contain cluster-* or sentinel*: a RedisFailover is neither Redis"
          + " Cluster nor Sentinel";

  static final String TLS = "self.all(k, !k.startsWith('tls-'))";
  static final String TLS_SENTENCE = "must not contain tls-*: TLS is not supported";

  static final String PROTOCOL =
      "self.all(k, !(k in ['repl-ping-replica-period', 'repl-ping-slave-period',"
          + " 'repl-backlog-ttl', 'repl-diskless-sync-delay', 'repl-diskless-load',"
          + " 'replica-lazy-flush', 'slave-lazy-flush', 'replica-serve-stale-data',"
          + " 'slave-serve-stale-data', 'stop-writes-on-bgsave-error',"
          + " 'min-replicas-to-write', 'min-slaves-to-write', 'min-replicas-max-lag',"
          + " 'min-slaves-max-lag', 'rdb-del-sync-files', 'shutdown-timeout',"
          + " 'shutdown-on-sigterm', 'shutdown-on-sigint', 'lua-time-limit', 'busy-reply-threshold']))";
  static final String PROTOCOL_SENTENCE =
      "must not contain repl-ping-replica-period, repl-backlog-ttl,"
          + " repl-diskless-sync-delay, repl-diskless-load, replica-lazy-flush,"
          + " replica-serve-stale-data, stop-writes-on-bgsave-error, min-replicas-*, rdb-del-sync-files, shutdown-*,"
          + " lua-time-limit or busy-reply-threshold: the failover protocol sets them";

  static final String NAMES = "self.all(k, k.matches('^[a-zA-Z][a-zA-Z0-9-]*$'))";
  static final String NAMES_SENTENCE =
      "must have names of redis.conf, such as maxmemory: letters, digits and hyphens";

  static final String ONE_LINE =
      "self.all(k, size(self[k]) > 0 && !self[k].matches('[[:cntrl:]]'))";
  static final String ONE_LINE_SENTENCE =
      "must have one-line values without control characters; for an empty value use '\"\"'";

  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry(LINKS, LINKS_SENTENCE),
          Map.entry(READ_ONLY, READ_ONLY_SENTENCE),
          Map.entry(LOGIN, LOGIN_SENTENCE),
          Map.entry(ADDRESS, ADDRESS_SENTENCE),
          Map.entry(PROCESS, PROCESS_SENTENCE),
          Map.entry(APPEND_ONLY, APPEND_ONLY_SENTENCE),
          Map.entry(RENAME, RENAME_SENTENCE),
          Map.entry(CLUSTER, CLUSTER_SENTENCE),
          Map.entry(TLS, TLS_SENTENCE),
          Map.entry(PROTOCOL, PROTOCOL_SENTENCE));

  /** Names, and prefixes that end in an asterisk, taken from the rules: there is one list only. */
  private static final Map<String, String> REFUSED = refused();

  private RedisConfigRules() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new TreeMap<>();
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      String[] quoted = rule.getKey().split("'", -1);
      for (int i = 1; i < quoted.length; i += 2) {
        boolean beginning = quoted[i - 1].endsWith("startsWith(");
        refused.put(beginning ? quoted[i] + "*" : quoted[i], rule.getValue());
      }
    }
    return Map.copyOf(refused);
  }

  /** {@return rejected names in lower case, and prefixes that end in an asterisk} */
  public static Set<String> refusedNames() {
    return REFUSED.keySet();
  }

  /**
   * {@return where, what is wrong and what to do, when a setting must not reach a file or a server;
   * every writer of settings asks}
   *
   * @param redis a spec, with settings by their names in any case or without any
   */
  public static Optional<String> refusal(RedisSpec redis) {
    Map<String, String> config = Optional.ofNullable(redis.config()).orElse(Map.of());
    return config.entrySet().stream()
        .flatMap(setting -> form(setting.getKey(), setting.getValue()).stream())
        .findFirst()
        .or(() -> refusals(config.keySet()).stream().findFirst().map(rule -> rule + "."))
        .map(sentence -> "spec.redis.config: " + sentence);
  }

  /** A line end in a name or in a value begins another setting. */
  private static Optional<String> form(String name, String value) {
    if (!name.matches("[a-zA-Z][a-zA-Z0-9-]*")) {
      return Optional.of(
          "\"%s\" is not a redis.conf setting; use a name such as maxmemory.".formatted(name));
    }
    return value.isEmpty() || value.chars().anyMatch(Character::isISOControl)
        ? Optional.of(name + " " + ONE_LINE_SENTENCE + ".")
        : Optional.empty();
  }

  /**
   * {@return the messages of the broken rules, in order}
   *
   * @param names names of settings, in any case
   */
  static List<String> refusals(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .flatMap(name ->
            REFUSED.entrySet().stream()
                .filter(refused -> fits(refused.getKey(), name))
                .map(Map.Entry::getValue))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  private static boolean fits(String refused, String name) {
    return refused.endsWith("*")
        ? name.startsWith(refused.substring(0, refused.length() - 1))
        : name.equals(refused);
  }
}
