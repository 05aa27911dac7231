package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.redis.TestAccess;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "a".repeat(40));

  private final ServerAddresses addresses = addresses(ReplicationAddresses.NONE);

  private static ServerAddresses addresses(ReplicationAddresses foundAt) {
    return new ServerAddresses(
        new ControllerSetup(
            new ControllerSettings(
                FailoverSettings.DEFAULT,
                at("10.0.0.1", "10.0.0.2"),
                Server.MASTER,
                false,
                Duration.ZERO),
            foundAt,
            TestAccess.SECRETS,
            TimeLimits.DEFAULT,
            new FileRecordStore(Path.of("unused")),
            new HttpProxyFleet(List.of(), () -> "unused")));
  }

  @Test
  void isWhereTheServersAre() {
    assertThat(addresses.moved(at("10.0.0.1", "10.0.0.2"), NOW)).isFalse();
    assertThat(addresses.endpoints()).isEqualTo(at("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void knowsAStandbyByTheFormerAddressOfItsActiveServer() {
    assertThat(addresses.moved(at("10.0.0.3", "10.0.0.2"), NOW)).isTrue();

    Endpoints now = addresses.endpoints();
    assertThat(now.master().host()).isEqualTo("10.0.0.3");
    assertThat(now.target(Server.BACKUP, "10.0.0.1", 6379)).isEqualTo(LinkTarget.PEER);
    assertThat(now.target(Server.BACKUP, "10.0.0.3", 6379)).isEqualTo(LinkTarget.PEER);
    assertThat(now.target(Server.BACKUP, "10.0.0.9", 6379)).isEqualTo(LinkTarget.FOREIGN);
  }

  @Test
  void takesAnAddressForTheServerThatIsThereNow() {
    var unused = addresses.moved(at("10.0.0.3", "10.0.0.1"), NOW);

    assertThat(addresses.endpoints().target(Server.BACKUP, "10.0.0.1", 6379))
        .isEqualTo(LinkTarget.FOREIGN);
    assertThat(addresses.endpoints().target(Server.MASTER, "10.0.0.1", 6379))
        .isEqualTo(LinkTarget.PEER);
  }

  @Test
  void remembersAFewFormerAddresses() {
    for (int i = 3; i < 13; i++) {
      var unused = addresses.moved(at("10.0.0." + i, "10.0.0.2"), NOW);
    }
    assertThat(addresses.endpoints().master().aliases())
        .containsExactlyInAnyOrder("10.0.0.11", "10.0.0.10", "10.0.0.9", "10.0.0.8");
  }

  @Test
  void forgetsTheFormerAddressOnceTheServerIsActiveAtTheNewOneAndItsStandbyIsNot() {
    var unused = addresses.moved(at("10.0.0.3", "10.0.0.2"), NOW);

    probed(primary(LATER), replica(false));

    assertThat(addresses.endpoints().target(Server.BACKUP, "10.0.0.1", 6379))
        .isEqualTo(LinkTarget.FOREIGN);
  }

  @Test
  void keepsTheFormerAddressWhileTheServerIsNotActiveAtTheNewOne() {
    var unused = addresses.moved(at("10.0.0.3", "10.0.0.2"), NOW);

    probed(new ProbeResult(Server.MASTER, LATER, LATER, new ProbeAnswer.Refused()), replica(false));
    probed(primary(NOW), replica(false));

    assertThat(addresses.endpoints().target(Server.BACKUP, "10.0.0.1", 6379))
        .isEqualTo(LinkTarget.PEER);
  }

  @Test
  void keepsTheFormerAddressWhileTheStandbyIsLinkedThere() {
    var unused = addresses.moved(at("10.0.0.3", "10.0.0.2"), NOW);

    probed(primary(LATER), replica(true));

    assertThat(addresses.endpoints().target(Server.BACKUP, "10.0.0.1", 6379))
        .isEqualTo(LinkTarget.PEER);
  }

  /** The network may translate another way later. */
  @Test
  void believesWhatItSeesMoreThanWhatWasFoundAtTheStart() {
    Endpoint then = new Endpoint("172.18.0.2", 7000);
    ServerAddresses found =
        addresses(new ReplicationAddresses(Optional.of(then), Optional.empty()));
    assertThat(found.settings().told().master()).contains(then);

    Endpoint now = new Endpoint("172.18.0.2", 7001);
    ObserverMemory seen = seen(recognizedAt(now));
    assertThat(found.recognized(Server.BACKUP, seen)).contains(now);
    assertThat(found.settings().told().master()).contains(now);
  }

  private static ServerState.Role recognizedAt(Endpoint address) {
    return new ServerState.Replica(LinkTarget.PEER, true, false, 0, Optional.of(address));
  }

  private static ObserverMemory seen(ServerState.Role role) {
    return ObserverMemory.starting(
            NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
        .seen(result(Server.BACKUP, NOW, role));
  }

  @Test
  void tellsAStandbyTheAddressAtWhichItFollowedItsActiveServer() {
    Endpoint translated = new Endpoint("172.18.0.2", 7001);
    ObserverMemory seen = seen(recognizedAt(translated));

    assertThat(addresses.recognized(Server.BACKUP, seen)).contains(translated);
    assertThat(addresses.recognized(Server.BACKUP, seen)).describedAs("once").isEmpty();

    assertThat(addresses.settings().told().master()).contains(translated);
    Endpoints now = addresses.endpoints();
    assertThat(now.master().host()).isEqualTo("10.0.0.1");
    assertThat(now.target(Server.BACKUP, "172.18.0.2", 7001)).isEqualTo(LinkTarget.PEER);
    assertThat(now.target(Server.MASTER, "172.18.0.2", 7001)).isEqualTo(LinkTarget.FOREIGN);
    var unused = addresses.moved(at("10.0.0.3", "10.0.0.2"), LATER);
    assertThat(addresses.settings().told().master()).isEmpty();
    assertThat(addresses.endpoints().target(Server.BACKUP, "172.18.0.2", 7001))
        .isEqualTo(LinkTarget.PEER);
  }

  private void probed(ProbeResult active, ProbeResult standby) {
    ObserverMemory seen =
        ObserverMemory.starting(
                NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
            .adopt(EPOCH, Optional.empty(), NOW)
            .seen(standby)
            .seen(active);
    addresses.probed(active, seen);
  }

  private static ProbeResult primary(Instant sentAt) {
    return result(Server.MASTER, sentAt, new ServerState.Primary());
  }

  private static ProbeResult replica(boolean linkUp) {
    return result(Server.BACKUP, NOW, new ServerState.Replica(LinkTarget.PEER, linkUp, false, 0));
  }

  private static ProbeResult result(Server server, Instant sentAt, ServerState.Role role) {
    ServerState state =
        new ServerState(
            "run of " + server,
            role,
            EPOCH.replicationId(),
            1,
            Optional.empty(),
            -1,
            Markers.of(EPOCH),
            true,
            0,
            0,
            1,
            Optional.empty());
    return new ProbeResult(server, sentAt, sentAt, new ProbeAnswer.Answered(state));
  }

  private static Endpoints at(String master, String backup) {
    return new Endpoints(new Endpoint(master, 6379), new Endpoint(backup, 6379));
  }
}
