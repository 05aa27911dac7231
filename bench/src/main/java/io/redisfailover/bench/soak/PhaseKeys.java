package io.redisfailover.bench.soak;

import io.redisfailover.testbed.client.Journal;
import io.redisfailover.testbed.redis.RedisCall;
import io.redisfailover.testbed.redis.RedisServer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import redis.clients.jedis.Connection;

/**
 * The keys of a phase; they are deleted at its end, so that a long run does not fill the servers.
 */
final class PhaseKeys {
  private PhaseKeys() {}

  /** Deletes everything that writers may have written. They have ended. */
  static void delete(List<Journal> journals, RedisServer server) {
    try (Connection connection = server.connect()) {
      for (Journal journal : journals) {
        List<List<String>> commands = new ArrayList<>();
        BitSet writes = journal.acknowledgedWrites();
        writes.or(journal.unknownWrites());
        writes.stream().forEach(number -> commands.add(List.of("UNLINK", journal.key(number))));
        commands.add(List.of("UNLINK", journal.counter(), journal.list()));
        List<String> unused = RedisCall.pipeline(connection, commands);
      }
    }
  }
}
