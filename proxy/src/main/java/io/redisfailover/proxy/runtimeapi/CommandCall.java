package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One command as it was sent.
 *
 * @param words all its words, those of its name too
 * @param state what its connection remembers
 */
record CommandCall(CliWords words, CliState state) {
  private static final String DENIED = "Permission denied\n";

  /** {@return the word at that place, from 0; empty when there is none} */
  String word(int place) {
    return words.at(place);
  }

  /** {@return an answer that changes nothing of the connection} */
  CliReply reply(String text) {
    return new CliReply(text, state, false);
  }

  /** {@return the same, at once} */
  CompletionStage<CliReply> now(String text) {
    return CompletableFuture.completedFuture(reply(text));
  }

  /** {@return an empty answer, with this remembered, at once} */
  CompletionStage<CliReply> now(CliState next) {
    return CompletableFuture.completedFuture(new CliReply("", next, false));
  }

  /** {@return the answer to one that its connection may not give} */
  CompletionStage<CliReply> denied() {
    return now(DENIED);
  }

  /** {@return whether its connection may do what needs {@code level}} */
  boolean may(RuntimeLevel level) {
    return state.level().allows(level);
  }
}
