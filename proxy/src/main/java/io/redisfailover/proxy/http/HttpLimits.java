package io.redisfailover.proxy.http;

import java.time.Duration;

/**
 * What one HTTP server takes from its clients.
 *
 * @param requestLineBytes longest request line, positive
 * @param headerBytes most bytes of all headers of a request, positive
 * @param bodyBytes largest body of a request, 0 or more
 * @param connections most connections at once, at least 1; {@link ConnectionLimit} says which one
 *     gives way to one more
 * @param times how long each stage of a connection may take
 */
public record HttpLimits(
    int requestLineBytes, int headerBytes, int bodyBytes, int connections, Times times) {
  /** Bytes that one read takes. */
  public static final int READ_BYTES = 4096;

  /**
   * Most requests that may arrive before the reply to the first of them; with more the connection
   * is closed. They wait as objects, and are answered before the event loop turns to other clients.
   */
  public static final int MOST_AHEAD = 16;

  /** Bytes of a reply that are on their way to one client; the next ones follow these. */
  public static final int PIECE_BYTES = 16 << 10;

  /** Bytes that the kernel is asked to buffer for one connection, each way; Linux doubles them. */
  public static final int SOCKET_BYTES = 64 << 10;

  private static final int REPLY_HEAD_BYTES = 1024;

  /**
   * How long a connection may stay in one stage; then it is closed. Bytes that trickle in renew
   * none of these.
   *
   * @param request from the accept to the end of the first head, and from each head to the end of
   *     its body
   * @param idle from a reply to the end of the next head; longer than any answer takes
   * @param reply from the beginning of a reply until the client has taken all of it
   */
  public record Times(Duration request, Duration idle, Duration reply) {
    /** For a request, and for a reply: as long as the slowest network that is worth a wait. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Checks that each time is positive. */
    public Times {
      positive("request", request);
      positive("idle", idle);
      positive("reply", reply);
    }

    /** {@return 10 s for a request and for a reply} */
    public static Times withIdle(Duration idle) {
      return new Times(USUAL, idle, USUAL);
    }

    private static void positive(String name, Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException(name + " is " + time + ", use more than 0");
      }
    }
  }

  /** Checks the ranges. */
  public HttpLimits {
    if (requestLineBytes < 1 || headerBytes < 1 || bodyBytes < 0 || connections < 1) {
      throw new IllegalArgumentException(
          "a limit is too small: %d, %d and %d bytes, %d connections"
              .formatted(requestLineBytes, headerBytes, bodyBytes, connections));
    }
  }

  /**
   * {@return the most bytes outside the heap that all connections together can take: what was read
   * and is no whole head yet, in buffers that grow by doubling, and a piece of a reply}
   */
  public long bufferBytes() {
    long reading = 2L * (READ_BYTES + requestLineBytes + headerBytes);
    return connections * (reading + REPLY_HEAD_BYTES + PIECE_BYTES);
  }
}
