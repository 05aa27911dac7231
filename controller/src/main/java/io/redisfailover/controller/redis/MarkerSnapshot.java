package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.policy.controller.ServerFacts;

/**
 * Has a server that keeps snapshots, and no log of its writes, write one now. Until then its disk
 * holds data without the markers, and a crash brings that back.
 */
public final class MarkerSnapshot {
  private MarkerSnapshot() {}

  /** What came of it. */
  public sealed interface Outcome {
    /** The server has begun to write one. */
    record Begun() implements Outcome {}

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
   * @return what came of it
   * @throws NoAnswerException when it does not answer
   */
  public static Outcome begin(ServerAccess access) throws NoAnswerException {
    try (JedisRedisConnection connection = access.connect()) {
      ServerFacts.Persistence persistence =
          RequiredSettings.persistence(ServerTraits.of(connection).settings());
      if (persistence != ServerFacts.Persistence.RDB) {
        return new Outcome.NotNeeded();
      }
      Reply reply = connection.call("BGSAVE", "SCHEDULE");
      return reply.isError()
          ? new Outcome.Refused(ErrorReply.parse(reply.text()))
          : new Outcome.Begun();
    }
  }
}
