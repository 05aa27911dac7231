package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerCapacityTest {
  @Test
  void limitsNothingWhileNoServerTellsItsLimit() {
    assertThat(ServerCapacity.UNKNOWN.mostSessions()).isEmpty();
    assertThat(ServerCapacity.UNKNOWN.inWords()).isEmpty();
  }

  @Test
  void leavesTheReserveFreeBesideTheClientsOfOthers() {
    ServerCapacity known = ServerCapacity.UNKNOWN.learned(Server.MASTER, 60, 25, Optional.of(20));

    assertThat(known.mostSessions()).hasValue(20 + 60 - 25 - ServerCapacity.RESERVE);
  }

  @Test
  void takesTheLimitOfTheServerThatTakesLess() {
    ServerCapacity known =
        ServerCapacity.UNKNOWN
            .learned(Server.MASTER, 10_000, 25, Optional.of(20))
            .learned(Server.BACKUP, 60, 5, Optional.empty());

    assertThat(known.mostSessions()).hasValue(60 - 2 * ServerCapacity.RESERVE);
    assertThat(known.inWords())
        .contains(
            "Backup takes 60 clients (maxclients), and 16 of these connections are kept for"
                + " failover.");
    assertThat(known.without(Server.BACKUP).mostSessions()).hasValue(10_000 - 5 - 16);
  }

  @Test
  void letsOneClientThroughAtLeast() {
    assertThat(ServerCapacity.UNKNOWN.learned(Server.MASTER, 10, 9, Optional.of(0)).mostSessions())
        .hasValue(1);
  }
}
