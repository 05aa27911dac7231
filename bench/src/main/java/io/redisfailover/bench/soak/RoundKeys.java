package io.redisfailover.bench.soak;

import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The keys of a round; they are deleted at its end, so that a long run does not fill the servers.
 */
final class RoundKeys {
  private RoundKeys() {}

  /** Deletes everything that stopped writers may have written. */
  static void delete(List<Journal> journals, RestartableRedis server) {
    try (RespClient client = server.connect()) {
      for (Journal journal : journals) {
        List<List<String>> commands = new ArrayList<>();
        BitSet writes = journal.acknowledgedWrites();
        writes.or(journal.unknownWrites());
        writes.stream().forEach(number -> commands.add(List.of("UNLINK", journal.key(number))));
        commands.add(List.of("UNLINK", journal.counter(), journal.list()));
        List<String> unused = client.demandAtOnce(commands);
      }
    }
  }
}
