package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionPhase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final AccessLog log = new AccessLog(ZoneOffset.UTC);

  @Test
  void writesASessionAsHaproxyDoes() {
    SessionEnd end =
        end(
            Optional.of(Server.MASTER),
            new SessionEnd.Times(
                Optional.of(Duration.ofMillis(1)),
                Optional.of(Duration.ZERO),
                Duration.ofMillis(2)),
            CloseReason.COMPLETED,
            SessionPhase.OVER,
            0);
    assertThat(log.line(end, new AccessLog.Concurrent(2, 1, 0)))
        .isEqualTo(
            "127.0.0.1:39400 [22/Nov/2026:07:11:39.344] redis redis/Master 1/0/2 10 --"
                + " 2/2/2/1/0 0/0");
  }

  @Test
  void writesMinusOneForWhatNeverHappened() {
    SessionEnd end =
        end(
            Optional.empty(),
            new SessionEnd.Times(Optional.empty(), Optional.empty(), Duration.ofSeconds(10)),
            CloseReason.HOLD_EXPIRED,
            SessionPhase.QUEUE,
            3);
    assertThat(log.line(end, new AccessLog.Concurrent(1, 0, 4)))
        .isEqualTo(
            "127.0.0.1:39400 [22/Nov/2026:07:11:39.344] redis redis/<NOSRV> -1/-1/10000 10 sQ"
                + " 1/1/1/0/3 0/4");
  }

  private static SessionEnd end(
      Optional<Server> server,
      SessionEnd.Times times,
      CloseReason reason,
      SessionPhase phase,
      int retries) {
    return new SessionEnd(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 39400),
        Instant.parse("2026-11-22T07:11:39.344Z"),
        server,
        times,
        7,
        10,
        reason,
        phase,
        retries);
  }
}
