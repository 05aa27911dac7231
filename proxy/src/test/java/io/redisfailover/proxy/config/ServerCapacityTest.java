package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCapacityTest {
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void limitsNothingWhileNoServerTellsItsLimit() {
    assertThat(ServerCapacity.UNKNOWN.mostSessions()).isEmpty();
    assertThat(ServerCapacity.UNKNOWN.inWords()).isEmpty();
  }

  @Test
  void leavesTheReserveFreeBesideTheClientsOfOthers() {
    ServerCapacity known = routed(ServerCapacity.UNKNOWN, 61, 25, 20);

    assertThat(known.mostSessions()).hasValue(20 + 20 / ServerCapacity.PART);
    assertThat(routed(known, 61, 50, 20).mostSessions())
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
      int limit = routed(ServerCapacity.UNKNOWN, most, connected, own).mostSessions().orElseThrow();
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
        idle(routed(ServerCapacity.UNKNOWN, 10_000, 25, 20), Server.BACKUP, 60, 5);

    // All of the 25 would move there.
    assertThat(known.mostSessions()).hasValue(20 + Math.ceilDiv(60 - 25 - 16, ServerCapacity.PART));
    assertThat(known.inWords())
        .contains(
            "Backup takes 60 clients (maxclients), and 16 of these connections are kept for"
                + " failover.");
    assertThat(known.without(Server.BACKUP).mostSessions())
        .hasValue(20 + Math.ceilDiv(10_000 - 25 - 16, ServerCapacity.PART));
  }

  @Test
  void letsOneClientThroughAtLeast() {
    assertThat(routed(ServerCapacity.UNKNOWN, 10, 9, 0).mostSessions()).hasValue(1);
  }

  /** The route opens before it has counted the sessions that come then. */
  @Test
  void takesAPartOfTheFreePlacesBeforeTheFirstSession() {
    ServerCapacity known = idle(ServerCapacity.UNKNOWN, Server.MASTER, 60, 8);

    assertThat(known.mostSessions()).hasValue(36 / ServerCapacity.PART);
  }

  @Test
  void letsTheSessionsMoveAtOnceAndNoMoreUntilThoseOfOtherProxiesHaveCome() {
    ServerCapacity full = idle(routed(ServerCapacity.UNKNOWN, 60, 44, 14), Server.BACKUP, 60, 5);
    assertThat(full.mostSessions()).hasValue(14);

    assertThat(idle(full, Server.MASTER, 60, 8).mostSessions())
        .as("routed to Backup, which is not asked yet")
        .hasValue(14);
    ServerCapacity moving = full.learned(Server.BACKUP, clients(60, 9), Optional.of(3), NOW);
    assertThat(moving.mostSessions()).hasValue(14);
    assertThat(
            moving
                .learned(Server.BACKUP, clients(60, 20), Optional.of(14), NOW.plusMillis(999))
                .mostSessions())
        .hasValue(14);

    // The one that was active is dead; it is not asked any more.
    moving = moving.lost(Server.MASTER);
    Instant over = NOW.plus(ServerCapacity.MOVE);
    assertThat(moving.learned(Server.BACKUP, clients(60, 20), Optional.of(14), over).mostSessions())
        .hasValue(14 + (60 - 20 - ServerCapacity.RESERVE) / ServerCapacity.PART);
  }

  private static ServerCapacity routed(ServerCapacity before, int most, int connected, int own) {
    return before.learned(Server.MASTER, clients(most, connected), Optional.of(own), NOW);
  }

  private static ServerCapacity idle(
      ServerCapacity before, Server server, int most, int connected) {
    return before.learned(server, clients(most, connected), Optional.empty(), NOW);
  }

  private static ServerCapacity.Clients clients(int most, int connected) {
    return new ServerCapacity.Clients(most, connected);
  }
}
