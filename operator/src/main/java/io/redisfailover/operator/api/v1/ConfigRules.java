package io.redisfailover.operator.api.v1;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which settings of redis.conf cannot be given, and why. The rules are checked by the API server,
 * which compares names as they are written; {@link #refusals} is the same for any spelling.
 */
public final class ConfigRules {
  static final String LINKS =
      "self.all(k, !(k in ['replicaof', 'slaveof', 'replica-announce-ip', 'replica-announce-port',"
          + " 'slave-announce-ip', 'slave-announce-port', 'replica-announced']))";
  static final String LINKS_SENTENCE =
      "Leave out replicaof, slaveof and replica-announce-*: who follows whom is decided by the"
          + " failover protocol, and a server that follows by itself can overwrite newer data.";

  static final String READ_ONLY = "self.all(k, !(k in ['replica-read-only', 'slave-read-only']))";
  static final String READ_ONLY_SENTENCE =
      "Leave out replica-read-only: what is written to a standby vanishes without a word. Whoever"
          + " wants it nevertheless writes backup.writable: Always.";

  static final String LOGIN =
      "self.all(k, !(k in ['requirepass', 'masterauth', 'masteruser', 'aclfile', 'user']))";
  static final String LOGIN_SENTENCE =
      "Leave out requirepass, masterauth, masteruser, aclfile and user: put the password into a"
          + " Secret and its name into auth.secretName.";

  static final String ADDRESS =
      "self.all(k, !(k in ['port', 'bind', 'bind-source-addr', 'protected-mode', 'unixsocket',"
          + " 'unixsocketperm']))";
  static final String ADDRESS_SENTENCE =
      "Leave out port, bind, protected-mode and unixsocket: proxies and probes find each server at"
          + " port 6379 of its pod. The port for clients is proxy.service.port.";

  static final String PROCESS =
      "self.all(k, !(k in ['dir', 'dbfilename', 'appendfilename', 'appenddirname', 'logfile',"
          + " 'syslog-enabled', 'pidfile', 'daemonize', 'supervised', 'include', 'chroot']))";
  static final String PROCESS_SENTENCE =
      "Leave out dir, dbfilename, appendfilename, appenddirname, logfile, pidfile, daemonize,"
          + " supervised and include: files and process belong to the pod. Data are in /data, the"
          + " log is the pod's.";

  static final String APPEND_ONLY = "self.all(k, k != 'appendonly')";
  static final String APPEND_ONLY_SENTENCE =
      "Write redis.persistence: AOF, RDB or None instead of config.appendonly.";

  static final String RENAME = "self.all(k, k != 'rename-command')";
  static final String RENAME_SENTENCE =
      "Leave out rename-command: the failover protocol needs the commands by their names."
          + " Applications may use none of @admin and @dangerous anyway.";

  static final String CLUSTER =
      "self.all(k, !k.startsWith('cluster-') && !k.startsWith('sentinel'))";
  static final String CLUSTER_SENTENCE =
      "Leave out cluster-* and sentinel*: these are one master and one standby, neither Redis"
          + " Cluster nor Sentinel.";

  static final String TLS = "self.all(k, !k.startsWith('tls-'))";
  static final String TLS_SENTENCE =
      "Leave out tls-*: encrypted connections are not supported yet.";

  static final String PROTOCOL =
      "self.all(k, !(k in ['repl-ping-replica-period', 'repl-ping-slave-period',"
          + " 'repl-backlog-ttl', 'repl-diskless-sync-delay', 'repl-diskless-load',"
          + " 'replica-serve-stale-data', 'slave-serve-stale-data', 'stop-writes-on-bgsave-error',"
          + " 'min-replicas-to-write', 'min-slaves-to-write', 'min-replicas-max-lag',"
          + " 'min-slaves-max-lag', 'rdb-del-sync-files', 'shutdown-timeout',"
          + " 'shutdown-on-sigterm', 'shutdown-on-sigint']))";
  static final String PROTOCOL_SENTENCE =
      "Leave out repl-ping-replica-period, repl-backlog-ttl, repl-diskless-sync-delay,"
          + " repl-diskless-load, replica-serve-stale-data, stop-writes-on-bgsave-error,"
          + " min-replicas-*, rdb-del-sync-files and shutdown-*: the failover protocol needs its own"
          + " values of these.";

  static final String ONE_LINE =
      "self.all(k, !self[k].contains('\\n') && !self[k].contains('\\r') && size(self[k]) > 0)";
  static final String ONE_LINE_SENTENCE =
      "Write each value as one line of redis.conf, and \"\" (with the quotes, in quotes) for an"
          + " empty one.";

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

  /** Names and beginnings of names, taken out of the rules, so that there is one list only. */
  private static final Map<String, String> REFUSED = refused();

  private ConfigRules() {}

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

  /** {@return names in lower case that are refused, and beginnings, which end in an asterisk} */
  public static Set<String> refusedNames() {
    return REFUSED.keySet();
  }

  /**
   * Says why settings cannot be given, whatever case their names are written in.
   *
   * @param names names of settings
   * @return one sentence for each reason, in order
   */
  public static List<String> refusals(Set<String> names) {
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
