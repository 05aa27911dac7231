package io.redisfailover.fuzz;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.resp.MalformedRespException;
import io.redisfailover.failover.resp.RespDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * The replies of a server: however the network cuts them, the decoder hears the same, and no more
 * than its limit.
 */
final class RespDecoderTarget {
  private static final int LIMIT = 4_096;

  private RespDecoderTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    List<Reply> whole = new ArrayList<>();
    boolean sound = feed(input, input.length, whole);
    List<Reply> pieces = new ArrayList<>();
    boolean soundInPieces = feed(input, 1, pieces);
    if (sound != soundInPieces || !whole.equals(pieces)) {
      throw new IllegalStateException(
          "the network decides what is heard: " + whole + ", " + pieces);
    }
    long heard =
        whole.stream()
            .filter(reply -> !reply.isError())
            .mapToLong(reply -> reply.text().length())
            .sum();
    if (heard > input.length + (long) whole.size()) {
      throw new IllegalStateException("more is heard than was said");
    }
    // What is not printable is written with more characters than it has bytes.
    if (whole.stream().anyMatch(it -> it.isError() && it.text().length() > Printable.LONGEST)) {
      throw new IllegalStateException("an error is longer than any sentence");
    }
  }

  private static boolean feed(byte[] input, int piece, List<Reply> replies) {
    RespDecoder decoder = new RespDecoder(LIMIT);
    try {
      for (int at = 0; at < input.length; at += piece) {
        decoder.feed(input, at, Math.min(piece, input.length - at), replies::add);
      }
      return true;
    } catch (MalformedRespException refused) {
      return false;
    }
  }
}
