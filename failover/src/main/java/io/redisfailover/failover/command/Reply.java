package io.redisfailover.failover.command;

import io.redisfailover.failover.model.Printable;

/**
 * One reply of a server, as far as the protocol reads it. An error is quoted in sentences, so it is
 * made printable here, whoever reads it.
 *
 * @param isError whether it was an error reply
 * @param text its text; an array's elements, one a line; empty for a null; of an error, printable
 *     and at most {@link Printable#LONGEST} characters
 */
public record Reply(boolean isError, String text) {
  /** Makes an error printable. */
  public Reply {
    text = isError ? Printable.shortened(text) : text;
  }

  /** A reply that is no error. */
  public static Reply ok(String text) {
    return new Reply(false, text);
  }

  /** An error reply, with or without its leading minus. */
  public static Reply error(String text) {
    return new Reply(true, text.startsWith("-") ? text.substring(1) : text);
  }
}
