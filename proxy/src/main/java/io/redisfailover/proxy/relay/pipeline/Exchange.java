package io.redisfailover.proxy.relay.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Judges from outside whether a session has a request or a reply in flight: by the order and the
 * age of the bytes of both directions, which are never parsed.
 */
final class Exchange {
  /** A server that has sent nothing for this long since its last reply has no reply in flight. */
  private static final long ANSWERED_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** A client that has sent nothing for this long waits for no ordinary reply. */
  private static final long ASKED_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Exchange() {}

  /**
   * {@return whether nothing is in flight}
   *
   * @param requests the bytes from the client
   * @param replies the bytes to the client
   */
  static boolean isQuiet(Pipe requests, Pipe replies) {
    long now = System.nanoTime();
    boolean answered =
        requests.bytes() == 0
            || (replies.lastNanos() - requests.lastNanos() >= 0
                && replies.bytes() > 0
                && now - replies.lastNanos() >= ANSWERED_QUIET_NANOS);
    return replies.isEmpty() && (answered || now - requests.lastNanos() >= ASKED_QUIET_NANOS);
  }
}
