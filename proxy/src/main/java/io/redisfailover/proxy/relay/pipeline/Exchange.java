package io.redisfailover.proxy.relay.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Judges from outside whether a session has a request or a reply in flight that is worth waiting
 * for: by the order and the age of the bytes of both directions, which are never parsed. Pure. All
 * times are of one clock, in nanoseconds.
 *
 * @param asked whether the client has sent anything
 * @param beganNanos when it sent the first bytes after the last reply
 * @param askedNanos when it last sent bytes
 * @param answered whether the server has sent bytes after that
 * @param answeredNanos when it last did
 * @param taken whether the client has taken all of them
 * @param untakenNanos since when it has not, otherwise
 */
record Exchange(
    boolean asked,
    long beganNanos,
    long askedNanos,
    boolean answered,
    long answeredNanos,
    boolean taken,
    long untakenNanos) {
  /** A server that has sent nothing for this long since its last reply has no reply in flight. */
  private static final long ANSWERED_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /**
   * A request that began this long ago and has no reply yet is no ordinary one, and a client that
   * has not taken its replies for this long does not want them now. Neither is waited for: else one
   * client could keep a switchover from happening.
   */
  private static final long ORDINARY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * A server executes requests in about the order in which they come: one that came so long before
   * another one that was answered is no whole request, or it blocks.
   */
  private static final long OVERTAKEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /**
   * {@return that of a session}
   *
   * @param requests the bytes from the client
   * @param replies the bytes to the client
   */
  static Exchange of(Pipe requests, Pipe replies) {
    return new Exchange(
        requests.bytes() > 0,
        requests.runBeganNanos(),
        requests.lastNanos(),
        replies.bytes() > 0 && replies.lastNanos() - requests.lastNanos() >= 0,
        replies.lastNanos(),
        replies.isEmpty(),
        replies.fullSinceNanos());
  }

  /**
   * {@return whether nothing is in flight that is worth waiting for}
   *
   * @param servedNanos when the newest request that was answered was sent, by any client
   * @param now the time
   */
  boolean isQuiet(long servedNanos, long now) {
    boolean ordinary = asked && now - beganNanos < ORDINARY_NANOS;
    boolean waits =
        ordinary
            && (answered
                ? now - answeredNanos < ANSWERED_QUIET_NANOS
                : servedNanos - askedNanos < OVERTAKEN_NANOS);
    boolean takes = !taken && now - untakenNanos < ORDINARY_NANOS;
    return !waits && !takes;
  }
}
