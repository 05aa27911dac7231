package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import io.redisfailover.proxy.routing.RouteOnlyRoute.Change;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteOnlyRouteTest {
  private static final RelayStep HOLD = new RelayStep.Hold(Relay.Existing.MOVING);

  private final RouteOnlyRoute fresh = RouteOnlyRoute.starting(new Mode.RouteOnly(true, true));
  private final RouteOnlyRoute bothUp = up(up(fresh, Node.MASTER), Node.BACKUP);

  @Test
  void sendsNobodyToAServerThatWasNotCheckedYet() {
    assertThat(fresh.node()).isEmpty();
    assertThat(fresh.why()).isEqualTo("no server passes its check");
  }

  @Test
  void sendsClientsToTheMasterWhileItsCheckPasses() {
    assertThat(bothUp.node()).contains(Node.MASTER);
    assertThat(bothUp.why()).isEqualTo("the check of Master passes");
  }

  @Test
  void sendsClientsToTheBackupWhenTheMasterGoesDownAndClosesItsSessions() {
    Change change = bothUp.checked(Node.MASTER, false, RouteOnlyRouteTest::address);
    assertThat(change.route().node()).contains(Node.BACKUP);
    assertThat(change.steps())
        .containsExactly(
            HOLD,
            new RelayStep.CloseOf(Node.MASTER, CloseReason.SERVER_LOST),
            new RelayStep.Open(new Target(2, Node.BACKUP, address(Node.BACKUP).orElseThrow())));
  }

  @Test
  void goesBackToTheMasterAsSoonAsItsCheckPassesAndClosesTheBackupsSessions() {
    RouteOnlyRoute onBackup = down(bothUp, Node.MASTER);
    Change change = onBackup.checked(Node.MASTER, true, RouteOnlyRouteTest::address);
    assertThat(change.route().node()).contains(Node.MASTER);
    assertThat(change.steps())
        .contains(new RelayStep.CloseOf(Node.BACKUP, CloseReason.SERVER_RETURNED));
  }

  @Test
  void leavesSessionsAloneWhenTheOptionsAreOff() {
    RouteOnlyRoute quiet =
        up(up(RouteOnlyRoute.starting(new Mode.RouteOnly(false, false)), Node.MASTER), Node.BACKUP);
    assertThat(quiet.checked(Node.MASTER, false, RouteOnlyRouteTest::address).steps())
        .noneMatch(RelayStep.CloseOf.class::isInstance);
    assertThat(
            down(quiet, Node.MASTER)
                .checked(Node.MASTER, true, RouteOnlyRouteTest::address)
                .steps())
        .noneMatch(RelayStep.CloseOf.class::isInstance);
  }

  @Test
  void holdsNewClientsWhenNoServerPasses() {
    Change change =
        down(bothUp, Node.BACKUP).checked(Node.MASTER, false, RouteOnlyRouteTest::address);
    assertThat(change.route().node()).isEmpty();
    assertThat(change.steps())
        .containsExactly(HOLD, new RelayStep.CloseOf(Node.MASTER, CloseReason.SERVER_LOST));
  }

  @Test
  void asksNothingWhenACheckSaysWhatIsKnown() {
    assertThat(bothUp.checked(Node.MASTER, true, RouteOnlyRouteTest::address).steps()).isEmpty();
    assertThat(bothUp.checked(Node.BACKUP, true, RouteOnlyRouteTest::address).steps()).isEmpty();
  }

  private static RouteOnlyRoute up(RouteOnlyRoute route, Node node) {
    return route.checked(node, true, RouteOnlyRouteTest::address).route();
  }

  private static RouteOnlyRoute down(RouteOnlyRoute route, Node node) {
    return route.checked(node, false, RouteOnlyRouteTest::address).route();
  }

  private static Optional<InetSocketAddress> address(Node node) {
    int port = node == Node.MASTER ? 6001 : 6002;
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
