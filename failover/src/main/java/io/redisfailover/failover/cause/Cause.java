package io.redisfailover.failover.cause;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the active server changes or counts as failed. It is set where that is decided, and is all
 * that code may know of the reason: the sentence beside it is for people and may be worded anew.
 */
public enum Cause {
  /** The active server's address refused the connection: nobody listens there. */
  REFUSED("refused"),
  /** The active server closed the connection, and a fresh one too. */
  CLOSED("closed"),
  /** What answers at the active server's address does not speak the protocol of Redis. */
  GARBLED("garbled"),
  /** The active server did not answer for as long as the detection time-out. */
  SILENT("silent"),
  /** Another process answers at the active server's address, and not as the active server. */
  RESTARTED("restarted"),
  /** A server that is not ours answers at the active server's address. */
  FOREIGN("foreign"),
  /** The active server still runs, but as a replica, or as a primary of another history. */
  DEMOTED("demoted"),
  /** The active server still runs and is parked: it waits for its successor. */
  HANDOVER("handover"),
  /**
   * The active server is parked, and the observer never saw it active: it handed over, or it was
   * restarted.
   */
  PARKED("parked"),
  /** A switchover that was asked for. */
  SWITCHOVER("switchover"),
  /** The switchover to the preferred server that the policy starts by itself. */
  FAILBACK("failback"),
  /** No server was active, and the data of the servers said which one begins. */
  COLD_START("cold-start"),
  /** An administrator said whose data go on. */
  DECISION("decision"),
  /** A newer epoch was seen or named: another observer had made the change. */
  NEWER_EPOCH("newer-epoch"),
  /** The mode {@code RouteOnly}: the checks changed their verdict. */
  CHECK("check");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** {@return the word for it in JSON, in meters and on the statistics page; it never changes} */
  public String word() {
    return word;
  }

  /** {@return whether nothing had failed: the change was planned} */
  public boolean isPlanned() {
    return this == SWITCHOVER || this == FAILBACK;
  }

  /** {@return the cause with this word; empty for one that this release does not know} */
  public static Optional<Cause> of(String word) {
    return Arrays.stream(values()).filter(cause -> cause.word.equals(word)).findFirst();
  }
}
