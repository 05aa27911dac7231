package io.redisfailover.proxy.relay;

import io.redisfailover.failover.view.Node;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session that is over.
 *
 * @param client where the client was
 * @param acceptedAt when it came in
 * @param node the server that it talked to, absent when it reached none
 * @param times how long it took
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 * @param reason why it ended
 * @param phase how far it had come
 * @param retries dials that failed before one succeeded or the session was given up
 */
public record SessionEnd(
    InetSocketAddress client,
    Instant acceptedAt,
    Optional<Node> node,
    Times times,
    long bytesIn,
    long bytesOut,
    CloseReason reason,
    Phase phase,
    int retries) {

  /**
   * How long the parts of a session took.
   *
   * @param held from accept to the first dial; absent when it was never dialled
   * @param connect from the first dial to the connection; absent when there was none
   * @param total from accept to the end
   */
  public record Times(Optional<Duration> held, Optional<Duration> connect, Duration total) {}
}
