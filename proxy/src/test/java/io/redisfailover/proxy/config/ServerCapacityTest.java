package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCapacityTest {
  @Test
  void limitsNothingWhileNoServerTellsItsLimit() {
    assertThat(ServerCapacity.UNKNOWN.mostSessions()).isEmpty();
    assertThat(ServerCapacity.UNKNOWN.inWords()).isEmpty();
  }

  @Test
  void leavesTheReserveFreeBesideTheClientsOfOthers() {
    ServerCapacity known = ServerCapacity.UNKNOWN.learned(Server.MASTER, 61, 25, Optional.of(20));

    assertThat(known.mostSessions()).hasValue(20 + 20 / ServerCapacity.PART);
    assertThat(known.learned(Server.MASTER, 61, 50, Optional.of(20)).mostSessions())
        .describedAs("others have used up a part of the reserve")
        .hasValue(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void keepsTheReserveWhileTheClientsOfAllProxiesComeAtOnce(int proxies) {
    int most = 1_000;
    int connected = 30;
    int own = 0;
    for (int round = 0; round < 40; round++) {
      int limit =
          ServerCapacity.UNKNOWN
              .learned(Server.MASTER, most, connected, Optional.of(own))
              .mostSessions()
              .orElseThrow();
      // Sessions above a lowered limit stay.
      own = Math.max(own, limit);
      connected = 30 + proxies * own;
      // The last places are taken one by one.
      assertThat(connected).isLessThan(most - ServerCapacity.RESERVE + proxies);
    }
    assertThat(connected).isGreaterThanOrEqualTo(most - ServerCapacity.RESERVE);
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
    assertThat(known.without(Server.BACKUP).mostSessions())
        .hasValue(20 + Math.ceilDiv(10_000 - 25 - 16, ServerCapacity.PART));
  }

  @Test
  void letsOneClientThroughAtLeast() {
    assertThat(ServerCapacity.UNKNOWN.learned(Server.MASTER, 10, 9, Optional.of(0)).mostSessions())
        .hasValue(1);
  }
}
