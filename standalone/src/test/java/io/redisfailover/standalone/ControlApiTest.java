package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.KnownPeers;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The controller's client of the control API talks to the proxy's server: both of them take the
 * messages from one place, and each route leads to what it is for.
 */
@Timeout(60)
class ControlApiTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "a".repeat(40));
  private static final Endpoints ENDPOINTS =
      new Endpoints(
          new Endpoint("10.0.0.1", 6379, Set.of("redis-a", "redis-a.example.com", "fd00::1")),
          new Endpoint("fd00::2", 6380, Set.of("redis-b")));
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");

  private ToldProxy proxy;
  private HttpProxyFleet fleet;

  @BeforeEach
  void start() throws IOException {
    proxy = new ToldProxy();
    fleet = new HttpProxyFleet(List.of(proxy.endpoint()), () -> ToldProxy.TOKEN);
  }

  @AfterEach
  void stop() {
    fleet.close();
    proxy.close();
  }

  @Test
  void aPushArrivesWhole() {
    EpochPush push = EveryComponent.set(new EpochPush(13, EPOCH, ENDPOINTS));

    accepted(() -> fleet.push(push));

    assertThat(proxy.told()).containsOnly(push);
  }

  static Stream<Cause> planned() {
    return Arrays.stream(Cause.values()).filter(Cause::isPlanned);
  }

  @ParameterizedTest
  @MethodSource("planned")
  void anAnnouncedSwitchArrivesWhole(Cause cause) {
    SwitchoverPrepare prepare =
        EveryComponent.set(new SwitchoverPrepare("a1", cause, Duration.ofMillis(1234)));

    accepted(() -> fleet.prepare(prepare));

    assertThat(proxy.told()).containsOnly(prepare);
  }

  @Test
  void theEndOfASwitchArrivesWhole() {
    SwitchoverAbort renewed = EveryComponent.set(new SwitchoverAbort("a1", Optional.of(EPOCH)));
    SwitchoverAbort untouched = new SwitchoverAbort("a2", Optional.empty());
    SwitchoverCommit commit = EveryComponent.set(new SwitchoverCommit("a3", EPOCH));

    accepted(() -> fleet.abort(renewed));
    accepted(() -> fleet.abort(untouched));
    accepted(() -> fleet.commit(commit));

    assertThat(proxy.told()).containsOnly(renewed, untouched, commit);
  }

  @Test
  void aRefusalArrivesInItsWords() {
    proxy.refuses("sequence 12 is older than 13");

    await()
        .untilAsserted(() ->
            assertThat(only(fleet.push(new EpochPush(12, EPOCH, ENDPOINTS))))
                .isEqualTo(new ProxyReply.Rejected("sequence 12 is older than 13")));
  }

  @Test
  void whatAProxySaysOfItselfArrivesWhole() {
    ProxyReport report =
        EveryComponent.set(
            new ProxyReport(
                "proxy-1",
                Optional.of(EPOCH),
                Optional.of(Server.MASTER),
                true,
                "Master is active",
                13,
                Optional.of("a1"),
                3,
                5,
                Optional.of(change()),
                Optional.of(new KnownPeers(1, 12))));
    proxy.says(report);

    assertThat(accepted(fleet::status).status()).contains(report);
  }

  @Test
  void aProxyThatKnowsNothingYetSaysSo() {
    assertThat(accepted(fleet::status).status()).contains(proxy.status());
  }

  private static RoleChange change() {
    return new RoleChange(
        Optional.of(Server.BACKUP),
        Server.MASTER,
        RoleChange.Kind.FAILOVER,
        Optional.of(Cause.REFUSED),
        "connection refused",
        "Backup: connection refused: Master is promoted",
        new Moments(Map.of(Moment.DECIDED, AT.minusMillis(11), Moment.ROUTED, AT)),
        new RoleChange.Clients(OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
        OptionalLong.of(1920),
        List.of("this proxy had seen Master in sync"));
  }

  /** On a busy machine an answer may come too late for the controller: it asks again, as here. */
  private static ProxyReply.Accepted accepted(Supplier<Map<String, ProxyReply>> call) {
    AtomicReference<ProxyReply> reply = new AtomicReference<>();
    await()
        .untilAsserted(() -> {
          reply.set(only(call.get()));
          assertThat(reply.get()).isInstanceOf(ProxyReply.Accepted.class);
        });
    return (ProxyReply.Accepted) reply.get();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private static ProxyReply only(Map<String, ProxyReply> replies) {
    assertThat(replies).hasSize(1);
    return replies.values().iterator().next();
  }
}
