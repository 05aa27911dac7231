package io.redisfailover.failover.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code INFO replication} as Redis 6.2 to 8 and Valkey 7.2 to 9 write it.
 *
 * <p>Unknown fields are passed over, because every release adds some; a missing or malformed field
 * that the protocol needs is an error, because guessing it could lose data.
 */
public final class ReplicationInfoParser {
  private static final String NO_ID = "0".repeat(40);

  private ReplicationInfoParser() {}

  /**
   * Reads the text of {@code INFO replication}.
   *
   * @param text the reply; other sections may stand around it
   * @return what it said
   * @throws MalformedReplyException when a field that the protocol needs is missing or is not a
   *     number
   */
  public static ReplicationInfo parse(String text) {
    Map<String, String> fields = fields(text);
    String role = required(fields, "role");
    boolean master =
        switch (role) {
          case "master" -> true;
          case "slave", "replica" -> false;
          default -> throw new MalformedReplyException("INFO replication says role:" + role);
        };
    Optional<String> formerId =
        Optional.ofNullable(fields.get("master_replid2")).filter(id -> !id.equals(NO_ID));
    return new ReplicationInfo(
        master,
        required(fields, "master_replid"),
        offset(fields, master),
        formerId,
        formerId.isPresent() ? number(fields, "second_repl_offset") : -1,
        master ? Optional.empty() : Optional.of(link(fields)),
        replicas(fields));
  }

  /**
   * Splits an {@code INFO} reply into its fields.
   *
   * @param text the reply, lines ended by CR LF or LF
   * @return name to value, which is printable; section headers are left out
   */
  public static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    text.lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0 && line.charAt(0) != '#') {
            fields.put(
                line.substring(0, colon), Printable.shortened(line.substring(colon + 1).strip()));
          }
        });
    return fields;
  }

  private static long offset(Map<String, String> fields, boolean master) {
    return master || !fields.containsKey("slave_repl_offset")
        ? number(fields, "master_repl_offset")
        : number(fields, "slave_repl_offset");
  }

  private static ReplicationInfo.Link link(Map<String, String> fields) {
    return new ReplicationInfo.Link(
        required(fields, "master_host"),
        port(fields, "master_port"),
        required(fields, "master_link_status").equals("up"),
        !required(fields, "master_sync_in_progress").equals("0"),
        number(fields, "master_last_io_seconds_ago"));
  }

  private static List<ReplicationInfo.Replica> replicas(Map<String, String> fields) {
    List<ReplicationInfo.Replica> replicas = new ArrayList<>();
    for (int i = 0; fields.containsKey("slave" + i); i++) {
      replicas.add(replica(required(fields, "slave" + i)));
    }
    return replicas;
  }

  private static ReplicationInfo.Replica replica(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return new ReplicationInfo.Replica(
        required(parts, "ip"),
        port(parts, "port"),
        required(parts, "state").equals("online"),
        number(parts, "offset"),
        number(parts, "lag"));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedReplyException("INFO replication has no " + name);
    }
    return value;
  }

  /** Servers before Redis 7.0 take and repeat any number that is an {@code int}. */
  private static int port(Map<String, String> fields, String name) {
    long number = number(fields, name);
    if (number != (int) number) {
      throw new MalformedReplyException(
          "INFO replication says " + name + ":" + number + ", which is not a port");
    }
    return (int) number;
  }

  private static long number(Map<String, String> fields, String name) {
    String value = required(fields, name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw new MalformedReplyException(
          "INFO replication says " + name + ":" + value + ", which is not a number", notANumber);
    }
  }
}
