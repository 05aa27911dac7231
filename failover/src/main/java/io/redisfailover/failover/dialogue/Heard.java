package io.redisfailover.failover.dialogue;

import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import java.util.List;
import java.util.Optional;

/** What the replies to a {@link Packet} mean. */
public sealed interface Heard {
  /**
   * To {@link Packet.Greet}.
   *
   * @param refusal why the server does not let us in, if it does not
   */
  record Greeted(Optional<ErrorReply> refusal) implements Heard {}

  /**
   * To {@link Packet.Probing}.
   *
   * @param answer what the server is
   * @param last whether the connection is of no use any more: the server refused the login, or said
   *     more than is read
   */
  record Probed(ProbeAnswer answer, boolean last) implements Heard {}

  /**
   * To {@link Packet.ListVictims}.
   *
   * @param error why the server does not say it, if it does not
   * @param ids what it calls the connections that are to be closed
   */
  record Listed(Optional<ErrorReply> error, List<String> ids) implements Heard {
    /** Copies the list. */
    public Listed {
      ids = List.copyOf(ids);
    }
  }

  /** To {@link Packet.Kill}. */
  record Killed() implements Heard {}

  /**
   * To {@link Packet.Change}.
   *
   * @param fault what the server refused, if anything that counts
   * @param after what it is now
   */
  record Changed(Optional<ErrorReply> fault, ProbeAnswer after) implements Heard {}
}
