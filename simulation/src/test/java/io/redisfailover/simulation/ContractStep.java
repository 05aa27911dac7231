package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.model.Server;

/**
 * One thing that is done to a simulated pair of servers and to a real one.
 *
 * @param kind what is done
 * @param server the server that it is done to; means nothing where the link is cut or healed
 * @param number the number of an epoch, or of the first key that is written
 * @param count how many keys are written
 * @param fits whether a promotion finds the marker that it needs
 */
record ContractStep(Kind kind, Server server, long number, int count, boolean fits) {
  /** What can be done. Most of the first are the commands of the protocol. */
  enum Kind {
    PROMOTE("is promoted"),
    UNPARK("is un-parked"),
    PARK("is parked"),
    FOLLOW("is told to follow the other one"),
    FOLLOW_SLOWLY("is told to follow the other one, and a full copy does not end"),
    FOLLOW_AND_DIE("is told to follow the other one, and killed while it makes its log anew"),
    WRITE_MARKERS("is sent markers"),
    FLUSH_FUNCTIONS("is sent FUNCTION FLUSH"),
    WRITE("is sent writes"),
    OVERRUN("is sent more writes than its backlog holds"),
    PING("pings its replica"),
    SAVE("saves a snapshot"),
    KILL("is killed"),
    STOP("is stopped with SIGTERM"),
    WIPE("is killed and its disk is emptied"),
    START("starts parked"),
    START_AS_MASTER("starts as a master"),
    HANG("is stopped with SIGSTOP"),
    RESUME("resumes"),
    CUT("the link falls silent"),
    CUT_ONE_WAY("is no longer heard by the other one"),
    RESET("the link is reset and refuses connections"),
    HEAL("the link heals");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  static ContractStep of(Kind kind, Server server) {
    return new ContractStep(kind, server, 0, 0, false);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case CUT, RESET, HEAL -> kind.words;
      case PROMOTE ->
          "%s %s to epoch %d%s"
              .formatted(server, kind.words, number, fits ? "" : ", whose marker it does not have");
      case UNPARK, WRITE_MARKERS -> "%s %s, epoch %d".formatted(server, kind.words, number);
      case WRITE, OVERRUN -> "%s %s: %d from key %d".formatted(server, kind.words, count, number);
      default -> server + " " + kind.words;
    };
  }

  /** {@return what a promotion deletes} */
  Obsolete obsolete() {
    return fits ? Obsolete.EPOCH : Obsolete.EPOCH_AND_NEXT;
  }
}
