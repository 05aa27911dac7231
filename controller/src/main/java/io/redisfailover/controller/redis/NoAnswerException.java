package io.redisfailover.controller.redis;

import io.redisfailover.failover.model.ProbeAnswer;

/** A server could not be asked, or did not answer in time; says which of these it was. */
public final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Never leaves this process in serialized form. */
  private final transient ProbeAnswer answer;

  /**
   * Says who gave no answer, and how.
   *
   * @param server for the message
   * @param answer what this is to the protocol
   */
  public NoAnswerException(String server, ProbeAnswer answer) {
    super(server + ": " + answer.inWords());
    this.answer = answer;
  }

  /** {@return what this is to the protocol; never {@link ProbeAnswer.Answered}} */
  public ProbeAnswer answer() {
    return answer;
  }
}
