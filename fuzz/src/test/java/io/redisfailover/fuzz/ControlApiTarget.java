package io.redisfailover.fuzz;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.RecordJson;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Messages of the control API and the record: each is read, or refused with one sentence. */
final class ControlApiTarget {
  private ControlApiTarget() {}

  /** Reads a message. */
  @FunctionalInterface
  private interface Reading {
    Object read() throws BadMessageException;
  }

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    List<Reading> readings =
        List.of(
            () -> RequestJson.push(input),
            () -> RequestJson.prepare(input),
            () -> RequestJson.commit(input),
            () -> RequestJson.abort(input),
            () -> ReplyJson.proxyReport(text),
            () -> ReplyJson.prepared(text),
            () -> ReplyJson.controllerReport(text),
            () -> ReplyJson.done(text),
            () -> ReplyJson.readError(text),
            () -> RecordJson.read(text));
    for (Reading reading : readings) {
      refusal(reading)
          .filter(String::isBlank)
          .ifPresent(blank -> {
            throw new IllegalStateException("refused without a sentence");
          });
    }
  }

  private static Optional<String> refusal(Reading reading) {
    try {
      var unused = reading.read();
      return Optional.empty();
    } catch (BadMessageException refused) {
      return Optional.of(refused.sentence());
    }
  }
}
