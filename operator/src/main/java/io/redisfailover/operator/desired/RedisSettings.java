package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.Persistence;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of redis.conf of both servers, by name.
 *
 * @param chosen settings of the resource
 * @param persistence settings of what a server writes to its disk
 * @param fixed settings that the protocol and the pod need; they take precedence
 */
public record RedisSettings(
    Map<String, String> chosen, Map<String, String> persistence, Map<String, String> fixed) {

  private static final Set<String> NO_SNAPSHOTS = Set.of("\"\"", "''", "");

  /** {@return the settings of a resource} */
  public static RedisSettings of(RedisFailover resource) {
    RedisSpec redis = resource.getSpec().redis();
    Map<String, String> chosen = new TreeMap<>();
    Optional.ofNullable(redis.config())
        .ifPresent(config ->
            config.forEach((name, value) -> chosen.put(name.toLowerCase(Locale.ROOT), value)));
    String save = Optional.ofNullable(chosen.remove("save")).orElse("3600 1 300 100 60 10000");
    return new RedisSettings(chosen, written(kind(redis), save), fixed(kind(redis)));
  }

  /** {@return what the servers of a resource write to their disks} */
  public static Persistence kind(RedisSpec redis) {
    return Optional.ofNullable(redis.persistence())
        .orElse(redis.storage() == null ? Persistence.NONE : Persistence.AOF);
  }

  /** {@return whether a server writes nothing to its disk by itself} */
  public boolean writesNothing() {
    return "no".equals(persistence.get("appendonly"))
        && NO_SNAPSHOTS.contains(persistence.getOrDefault("save", "").strip());
  }

  /** {@return these settings without some of those of the resource, which keep their defaults} */
  RedisSettings without(Set<String> names) {
    return new RedisSettings(without(chosen, names), without(persistence, names), fixed);
  }

  private static Map<String, String> without(Map<String, String> settings, Set<String> names) {
    Map<String, String> others = new LinkedHashMap<>(settings);
    others.keySet().removeAll(names);
    return others;
  }

  private static Map<String, String> written(Persistence kind, String save) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("appendonly", kind == Persistence.AOF ? "yes" : "no");
    settings.put("save", kind == Persistence.RDB ? save : "\"\"");
    return settings;
  }

  private static Map<String, String> fixed(Persistence kind) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("port", Integer.toString(Ports.REDIS));
    settings.put("bind", "* -::*");
    settings.put("protected-mode", "no");
    settings.put("dir", "/data");
    settings.put("repl-ping-replica-period", "1");
    settings.put("repl-backlog-ttl", "0");
    settings.put("repl-diskless-sync-delay", "0");
    settings.put("repl-diskless-load", "disabled");
    // Emptying a large data set before a full copy takes longer than a liveness probe waits.
    settings.put("replica-lazy-flush", "yes");
    settings.put("replica-serve-stale-data", "yes");
    settings.put("stop-writes-on-bgsave-error", "no");
    settings.put("min-replicas-to-write", "0");
    settings.put("rdb-del-sync-files", kind == Persistence.NONE ? "yes" : "no");
    return settings;
  }

  /** {@return the text of redis.conf, without secrets} */
  String file() {
    List<String> lines = new ArrayList<>();
    lines.add("# Generated from spec.redis of the resource; edits are overwritten.");
    lines.add("repl-backlog-size 16mb");
    chosen.forEach((name, value) -> lines.add(name + " " + value));
    lines.add("");
    lines.add("# Persistence.");
    persistence.forEach((name, value) -> lines.addAll(lines(name, value)));
    lines.add("");
    lines.add("# Required by the failover protocol and the pod.");
    fixed.forEach((name, value) -> lines.add(name + " " + value));
    return String.join("\n", lines) + "\n";
  }

  /** Before Redis 7.0 a line can hold one save point only. */
  private static List<String> lines(String name, String value) {
    String[] words = value.strip().split("\\s+", -1);
    if (!name.equals("save") || words.length % 2 != 0) {
      return List.of(name + " " + value);
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      lines.add("save " + words[i] + " " + words[i + 1]);
    }
    return lines;
  }
}
