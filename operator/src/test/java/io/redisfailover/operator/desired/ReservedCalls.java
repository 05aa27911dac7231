package io.redisfailover.operator.desired;

import java.util.List;
import java.util.stream.Stream;

/** Calls of what failover keeps for itself, and of what leads to it. */
final class ReservedCalls {
  /** A spec with which rights alone decide about DEBUG and MODULE, from Redis 7.0 on. */
  static final String RIGHTS_DECIDE =
      "redis: {config: {enable-debug-command: 'yes', enable-module-command: 'yes'}}";

  /** Reserved in every release. */
  static final List<List<String>> ALWAYS =
      Stream.of(
              "REPLICAOF NO ONE",
              "SLAVEOF NO ONE",
              "FAILOVER",
              "PSYNC ? -1",
              "SYNC",
              "REPLCONF ACK 1",
              "SHUTDOWN",
              "DEBUG SLEEP 0",
              "CONFIG SET maxmemory 1",
              "CONFIG REWRITE",
              "MODULE LOAD /nothing",
              "MODULE UNLOAD nothing",
              "ACL LIST",
              "ACL USERS",
              "ACL LOAD",
              "ACL LOG",
              "ACL SETUSER default on",
              "ACL DELUSER nobody",
              "ACL GETUSER rf-operator",
              "CLIENT KILL TYPE normal",
              "CLIENT PAUSE 1",
              "CLIENT UNPAUSE",
              "SCRIPT DEBUG SYNC")
          .map(call -> List.of(call.split(" ", -1)))
          .toList();

  /** Reserved unless the resource allows it; releases before 7.0 have no functions. */
  static final List<List<String>> WRITING_FUNCTIONS =
      List.of(
          List.of(
              "FUNCTION",
              "LOAD",
              "REPLACE",
              "#!lua name=a\nredis.register_function('a', function() return 1 end)"),
          List.of("FUNCTION", "DELETE", "a"),
          List.of("FUNCTION", "FLUSH"),
          List.of("FUNCTION", "RESTORE", "nothing"));

  private ReservedCalls() {}
}
