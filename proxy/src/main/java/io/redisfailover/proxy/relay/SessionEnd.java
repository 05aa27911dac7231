package io.redisfailover.proxy.relay;

import io.redisfailover.failover.model.Server;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session that has ended.
 *
 * @param client the address of the client
 * @param acceptedAt when the client was accepted
 * @param server the server that it dialled last; absent when it dialled none
 * @param times how long its parts took
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 * @param reason why it ended
 * @param phase the phase in which it ended
 * @param retries number of failed dials
 */
public record SessionEnd(
    InetSocketAddress client,
    Instant acceptedAt,
    Optional<Server> server,
    Times times,
    long bytesIn,
    long bytesOut,
    CloseReason reason,
    SessionPhase phase,
    int retries) {

  /**
   * How long the parts of a session took.
   *
   * @param held from the first byte of the client to the first dial, in {@code RouteOnly} from
   *     accept; absent when it was never dialled
   * @param connect from the first dial to the connection; absent when there was none
   * @param total from accept to the end
   */
  public record Times(Optional<Duration> held, Optional<Duration> connect, Duration total) {}
}
