package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.policy.controller.ServerFacts;
import java.util.Map;
import java.util.Optional;

/**
 * Has a server that keeps snapshots, and no log of its writes, write one now. Until then its disk
 * holds data without the markers, and a crash brings that back.
 */
public final class MarkerSnapshot {
  private MarkerSnapshot() {}

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * The server was told to write one, or is writing one: ask again.
     *
     * @param savedBefore when it had saved the last one before, by its clock
     * @param failed whether its last attempt, since it was told so first, has failed
     */
    record UnderWay(long savedBefore, boolean failed) implements Outcome {}

    /** It has saved one since it was told so first. */
    record Saved() implements Outcome {}

    /** It keeps a log of its writes, which has the markers; or nothing on its disk at all. */
    record NotNeeded() implements Outcome {}

    /**
     * It refused; an attempt may succeed later, such as while another snapshot is being written.
     */
    record Refused(ErrorReply error) implements Outcome {}
  }

  /**
   * Asks a server. Its clients go on meanwhile.
   *
   * @param access how it is entered
   * @param savedBefore what {@link Outcome.UnderWay} said when it was told first; absent before
   * @return what came of it
   * @throws NoAnswerException when it does not answer
   */
  public static Outcome begin(ServerAccess access, Optional<Long> savedBefore)
      throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      ServerFacts.Persistence persistence =
          RequiredSettings.persistence(ServerTraits.of(connection).settings());
      if (persistence != ServerFacts.Persistence.RDB) {
        return new Outcome.NotNeeded();
      }
      Map<String, String> saving = saving(connection.call("INFO", "persistence"));
      long savedAt = number(saving, "rdb_last_save_time");
      if (savedBefore.filter(before -> savedAt > before).isPresent()) {
        return new Outcome.Saved();
      }
      long since = savedBefore.orElse(savedAt);
      if (savedBefore.isPresent() && number(saving, "rdb_bgsave_in_progress") == 1) {
        return new Outcome.UnderWay(since, false);
      }
      boolean failed =
          savedBefore.isPresent() && "err".equals(saving.get("rdb_last_bgsave_status"));
      Reply reply = connection.call("BGSAVE", "SCHEDULE");
      return reply.isError()
          ? new Outcome.Refused(ErrorReply.parse(reply.text()))
          : new Outcome.UnderWay(since, failed);
    }
  }

  private static Map<String, String> saving(Reply reply) {
    return reply.isError() ? Map.of() : ReplicationInfoParser.fields(reply.text());
  }

  private static long number(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
