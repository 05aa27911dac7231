package io.redisfailover.proxy.log;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionPhase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sessions that have ended. */
final class SampleSessions {
  private SampleSessions() {}

  /** {@return one that was served by Master and moved so many bytes} */
  static EndedSession served(long bytesIn, long bytesOut) {
    return new EndedSession(
        end(
            Optional.of(Server.MASTER),
            new SessionEnd.Times(
                Optional.of(Duration.ofMillis(1)),
                Optional.of(Duration.ZERO),
                Duration.ofMillis(2)),
            bytesIn,
            bytesOut,
            CloseReason.COMPLETED,
            SessionPhase.OVER,
            0),
        2,
        1,
        0);
  }

  /** {@return one that waited for a server in vain} */
  static EndedSession heldInVain() {
    return new EndedSession(
        end(
            Optional.empty(),
            new SessionEnd.Times(Optional.empty(), Optional.empty(), Duration.ofSeconds(10)),
            7,
            10,
            CloseReason.HOLD_EXPIRED,
            SessionPhase.QUEUE,
            3),
        1,
        0,
        4);
  }

  private static SessionEnd end(
      Optional<Server> server,
      SessionEnd.Times times,
      long bytesIn,
      long bytesOut,
      CloseReason reason,
      SessionPhase phase,
      int retries) {
    return new SessionEnd(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 39400),
        Instant.parse("2026-11-22T07:11:39.344Z"),
        server,
        times,
        bytesIn,
        bytesOut,
        reason,
        phase,
        retries);
  }
}
