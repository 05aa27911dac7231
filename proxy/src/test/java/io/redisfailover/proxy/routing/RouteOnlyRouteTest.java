package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.RouteOnlyRoute.Change;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteOnlyRouteTest {
  private static final RelayStep HOLD = new RelayStep.Hold(Relay.Existing.MOVING);

  private final RouteOnlyRoute fresh = RouteOnlyRoute.starting(new Mode.RouteOnly(true, true));
  private final RouteOnlyRoute bothUp = up(up(fresh, Server.MASTER), Server.BACKUP);

  @Test
  void sendsNobodyToAServerThatWasNotCheckedYet() {
    assertThat(fresh.server()).isEmpty();
    assertThat(fresh.why()).isEqualTo("no server is up by its check");
  }

  @Test
  void sendsClientsToTheMasterWhileItsCheckPasses() {
    assertThat(bothUp.server()).contains(Server.MASTER);
    assertThat(bothUp.why()).isEqualTo("Master is up by its check");
  }

  @Test
  void sendsClientsToTheBackupWhenTheMasterGoesDownAndClosesItsSessions() {
    Change change = bothUp.checked(Server.MASTER, Availability.DOWN, RouteOnlyRouteTest::address);
    assertThat(change.route().server()).contains(Server.BACKUP);
    assertThat(change.steps())
        .containsExactly(
            HOLD,
            new RelayStep.CloseOf(Server.MASTER, CloseReason.SERVER_LOST),
            new RelayStep.Open(
                new DialTarget(2, Server.BACKUP, address(Server.BACKUP).orElseThrow())));
  }

  @Test
  void goesBackToTheMasterAsSoonAsItsCheckPassesAndClosesTheBackupsSessions() {
    RouteOnlyRoute onBackup = down(bothUp, Server.MASTER);
    Change change = onBackup.checked(Server.MASTER, Availability.UP, RouteOnlyRouteTest::address);
    assertThat(change.route().server()).contains(Server.MASTER);
    assertThat(change.steps())
        .contains(new RelayStep.CloseOf(Server.BACKUP, CloseReason.SERVER_RETURNED));
  }

  @Test
  void sendsClientsToTheBackupWhileTheMasterIsInMaintenanceWhateverItsCheckSays() {
    Change change = set(bothUp, ServerAdmin.USUAL.with(ServerAdmin.State.MAINT));
    RouteOnlyRoute maintained = change.route();
    assertThat(maintained.server()).contains(Server.BACKUP);
    assertThat(maintained.why()).isEqualTo("Master is in maintenance; Backup is up");
    assertThat(change.steps())
        .contains(new RelayStep.CloseOf(Server.MASTER, CloseReason.SERVER_LOST));
    assertThat(up(maintained, Server.MASTER).server()).contains(Server.BACKUP);
    assertThat(set(maintained, ServerAdmin.USUAL).route().server()).contains(Server.MASTER);
    assertThat(set(down(maintained, Server.MASTER), ServerAdmin.USUAL).route().server())
        .as("its check fails")
        .contains(Server.BACKUP);
  }

  @Test
  void keepsTheSessionsOfADrainedServerAndGivesItNoNewOnes() {
    for (ServerAdmin drained :
        List.of(ServerAdmin.USUAL.with(ServerAdmin.State.DRAIN), ServerAdmin.USUAL.withWeight(0))) {
      Change change = set(bothUp, drained);
      assertThat(change.route().server()).contains(Server.BACKUP);
      assertThat(change.route().why()).isEqualTo("Master is drained; Backup is up");
      assertThat(change.steps()).noneMatch(RelayStep.CloseOf.class::isInstance);
      assertThat(down(change.route(), Server.BACKUP).why())
          .isEqualTo("Master is drained; Backup is down by its check");
    }
  }

  private static Change set(RouteOnlyRoute route, ServerAdmin admin) {
    return route.administered(Server.MASTER, admin, RouteOnlyRouteTest::address);
  }

  @Test
  void leavesSessionsAloneWhenTheOptionsAreOff() {
    RouteOnlyRoute quiet =
        up(
            up(RouteOnlyRoute.starting(new Mode.RouteOnly(false, false)), Server.MASTER),
            Server.BACKUP);
    assertThat(quiet.checked(Server.MASTER, Availability.DOWN, RouteOnlyRouteTest::address).steps())
        .noneMatch(RelayStep.CloseOf.class::isInstance);
    assertThat(
            down(quiet, Server.MASTER)
                .checked(Server.MASTER, Availability.UP, RouteOnlyRouteTest::address)
                .steps())
        .noneMatch(RelayStep.CloseOf.class::isInstance);
  }

  @Test
  void sendsNewClientsPastAServerThatTakesNoneAndLeavesItsSessionsAlone() {
    Change change =
        bothUp.checked(Server.MASTER, Availability.NO_NEW_SESSIONS, RouteOnlyRouteTest::address);
    assertThat(change.route().server()).contains(Server.BACKUP);
    assertThat(change.steps()).noneMatch(RelayStep.CloseOf.class::isInstance);
    assertThat(change.route().why())
        .isEqualTo("Master takes no new clients by its check; Backup is up");
    Change none =
        change
            .route()
            .checked(Server.BACKUP, Availability.NO_NEW_SESSIONS, RouteOnlyRouteTest::address);
    assertThat(none.route().server()).isEmpty();
    assertThat(none.route().why()).isEqualTo("no server takes new clients by its check");
    assertThat(down(none.route(), Server.MASTER).why())
        .isEqualTo("no server takes new clients by its check");
  }

  @Test
  void holdsNewClientsWhenNoServerPasses() {
    Change change =
        down(bothUp, Server.BACKUP)
            .checked(Server.MASTER, Availability.DOWN, RouteOnlyRouteTest::address);
    assertThat(change.route().server()).isEmpty();
    assertThat(change.steps())
        .containsExactly(HOLD, new RelayStep.CloseOf(Server.MASTER, CloseReason.SERVER_LOST));
  }

  @Test
  void asksNothingWhenACheckSaysWhatIsKnown() {
    assertThat(bothUp.checked(Server.MASTER, Availability.UP, RouteOnlyRouteTest::address).steps())
        .isEmpty();
    assertThat(bothUp.checked(Server.BACKUP, Availability.UP, RouteOnlyRouteTest::address).steps())
        .isEmpty();
  }

  private static RouteOnlyRoute up(RouteOnlyRoute route, Server server) {
    return route.checked(server, Availability.UP, RouteOnlyRouteTest::address).route();
  }

  private static RouteOnlyRoute down(RouteOnlyRoute route, Server server) {
    return route.checked(server, Availability.DOWN, RouteOnlyRouteTest::address).route();
  }

  private static Optional<InetSocketAddress> address(Server server) {
    int port = server == Server.MASTER ? 6001 : 6002;
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
