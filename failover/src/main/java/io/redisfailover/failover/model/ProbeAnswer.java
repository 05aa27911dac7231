package io.redisfailover.failover.model;

import java.util.Optional;

/** What one probe of one server brought back. */
public sealed interface ProbeAnswer {

  /** {@return it in a few words, for a page and a log} */
  String inWords();

  /** {@return what follows on the server's name in a sentence, such as {@code is parked}} */
  default String predicate() {
    return "is unreachable (" + inWords() + ")";
  }

  /**
   * The server said what it is.
   *
   * @param state what it said
   */
  record Answered(ServerState state) implements ProbeAnswer {
    @Override
    public String inWords() {
      return state.inWords();
    }

    @Override
    public String predicate() {
      return state.predicate();
    }
  }

  /**
   * The server answered with an error that hides what it is.
   *
   * @param error what it answered
   * @param runId its run id, where it could be had all the same
   */
  record Errored(ErrorReply error, Optional<String> runId) implements ProbeAnswer {
    @Override
    public String inWords() {
      return "answers " + error;
    }

    @Override
    public String predicate() {
      return inWords();
    }
  }

  /** Nobody listens: the dial was refused. */
  record Refused() implements ProbeAnswer {
    @Override
    public String inWords() {
      return "connection refused";
    }
  }

  /**
   * The connection was closed or reset.
   *
   * @param onFreshDial whether it was a new connection that was closed, made after the close of an
   *     older one; a single close proves nothing
   */
  record Closed(boolean onFreshDial) implements ProbeAnswer {
    @Override
    public String inWords() {
      return onFreshDial ? "closes every connection" : "connection closed";
    }
  }

  /**
   * Silence: no answer in time, or no route.
   *
   * @param detail how it was noticed, in a few words
   */
  record Silent(String detail) implements ProbeAnswer {
    @Override
    public String inWords() {
      return detail;
    }
  }

  /**
   * The answer was no reply of a Redis server.
   *
   * @param detail what is wrong with it
   */
  record Garbled(String detail) implements ProbeAnswer {
    @Override
    public String inWords() {
      return detail;
    }
  }
}
