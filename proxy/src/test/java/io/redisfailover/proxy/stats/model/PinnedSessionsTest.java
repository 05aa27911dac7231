package io.redisfailover.proxy.stats.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.proxy.stats.model.PinnedSessions.Group;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinnedSessionsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.250Z");

  @Test
  void groupsByServerAndPhaseAndCountsByAge() {
    PinnedSessions pinned =
        new PinnedSessions(
            NOW,
            List.of(
                session(Optional.of(Server.BACKUP), SessionPhase.DATA, Duration.ofHours(30)),
                session(Optional.of(Server.MASTER), SessionPhase.DATA, Duration.ofHours(1)),
                session(Optional.of(Server.MASTER), SessionPhase.DATA, Duration.ofSeconds(3599)),
                session(Optional.of(Server.MASTER), SessionPhase.DATA, Duration.ofSeconds(59)),
                session(Optional.of(Server.MASTER), SessionPhase.CONNECT, Duration.ZERO),
                session(Optional.empty(), SessionPhase.QUEUE, Duration.ofSeconds(-1))));
    assertThat(pinned.groups())
        .containsExactly(
            new Group(Optional.of(Server.MASTER), SessionPhase.CONNECT, 1, 0, 0, Duration.ZERO),
            new Group(Optional.of(Server.MASTER), SessionPhase.DATA, 3, 2, 1, Duration.ofHours(1)),
            new Group(Optional.of(Server.BACKUP), SessionPhase.DATA, 1, 1, 1, Duration.ofHours(30)),
            new Group(Optional.empty(), SessionPhase.QUEUE, 1, 0, 0, Duration.ZERO));
  }

  @Test
  void hasNoGroupWithoutASession() {
    assertThat(new PinnedSessions(NOW, List.of()).groups()).isEmpty();
  }

  private static OpenSession session(Optional<Server> server, SessionPhase phase, Duration age) {
    return new OpenSession(
        1,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        NOW.minus(age),
        server,
        phase,
        0,
        0);
  }
}
