package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.fleet.ProxyFailover;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.fleet.ProxyStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.stats.AffectedClients;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline;
import io.redisfailover.proxy.stats.Timeline.Moment;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Controller and proxy write and read the messages of the control API each for itself, because
 * neither knows the other's classes. Here the one's client talks to the other's server: whatever
 * one of them says arrives whole.
 */
@Timeout(60)
class ControlApiTest {
  private static final Line LINE = new Line(7, Node.MASTER, "a".repeat(40));
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
    accepted(() -> fleet.push(13, LINE, ENDPOINTS));

    assertThat(proxy.told())
        .containsOnly(EveryComponent.set(new ToldProxy.Push(13, LINE, ENDPOINTS)));
  }

  static Stream<Cause> planned() {
    return Arrays.stream(Cause.values()).filter(Cause::isPlanned);
  }

  @ParameterizedTest
  @MethodSource("planned")
  void anAnnouncedSwitchArrivesWhole(Cause cause) {
    Duration deadline = Duration.ofMillis(1234);

    accepted(() -> fleet.prepare("a1", cause, deadline));

    assertThat(proxy.told())
        .containsOnly(EveryComponent.set(new ToldProxy.Prepare("a1", cause, deadline)));
  }

  @Test
  void theEndOfASwitchArrivesWhole() {
    accepted(() -> fleet.release("a1", Optional.of(LINE)));
    accepted(() -> fleet.release("a2", Optional.empty()));
    accepted(() -> fleet.commit("a3", LINE));

    assertThat(proxy.told())
        .containsOnly(
            EveryComponent.set(new ToldProxy.Release("a1", Optional.of(LINE))),
            new ToldProxy.Release("a2", Optional.empty()),
            EveryComponent.set(new ToldProxy.Commit("a3", LINE)));
  }

  @Test
  void aRefusalArrivesInItsWords() {
    proxy.refuses("sequence 12 is older than 13");

    await()
        .untilAsserted(() ->
            assertThat(only(fleet.push(12, LINE, ENDPOINTS)))
                .isEqualTo(new ProxyReply.Rejected("sequence 12 is older than 13")));
  }

  @Test
  void whatAProxySaysOfItselfArrivesWhole() {
    proxy.says(status(failover(PastFailover.Kind.FAILOVER, Cause.REFUSED)));

    assertThat(EveryComponent.set(said()))
        .isEqualTo(
            new ProxyStatus(
                ToldProxy.NAME,
                Optional.of(LINE),
                Optional.of(Node.MASTER),
                true,
                "Master is active in line 7 (Master)",
                13,
                Optional.of("a1"),
                ToldProxy.HELD,
                ToldProxy.SESSIONS,
                Optional.of(failed(ProxyFailover.Kind.FAILOVER, Cause.REFUSED))));
  }

  @Test
  void aProxyThatKnowsNothingYetSaysSo() {
    assertThat(said())
        .isEqualTo(
            new ProxyStatus(
                ToldProxy.NAME,
                Optional.empty(),
                Optional.empty(),
                RouteStatus.STARTING.ready(),
                RouteStatus.STARTING.why(),
                0,
                Optional.empty(),
                ToldProxy.HELD,
                ToldProxy.SESSIONS,
                Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void theCauseOfAChangeArrives(Cause cause) {
    proxy.says(status(failover(PastFailover.Kind.FAILOVER, cause)));

    assertThat(said().lastFailover()).contains(failed(ProxyFailover.Kind.FAILOVER, cause));
  }

  /** Only a proxy that no controller leads is rerouted by checks. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REROUTE")
  void whatAProxyHadToDoWithAChangeArrives(PastFailover.Kind kind) {
    proxy.says(status(failover(kind, Cause.CLOSED)));

    assertThat(said().lastFailover())
        .contains(failed(ProxyFailover.Kind.valueOf(kind.name()), Cause.CLOSED));
  }

  private ProxyStatus said() {
    return accepted(fleet::status).status().orElseThrow();
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

  private static RouteStatus status(PastFailover newest) {
    return new RouteStatus(
        Optional.of(LINE),
        Optional.of(Node.MASTER),
        true,
        "Master is active in line 7 (Master)",
        Optional.empty(),
        13,
        Optional.of("a1"),
        Optional.empty(),
        Optional.empty(),
        List.of(newest));
  }

  /** A change as the proxy knows it. */
  private static PastFailover failover(PastFailover.Kind kind, Cause cause) {
    return new PastFailover(
        Optional.of(Node.BACKUP),
        Node.MASTER,
        kind,
        cause,
        "connection refused",
        "Backup: connection refused: Master is promoted",
        new Timeline(
            Map.of(
                Moment.LAST_ANSWER, AT.minusMillis(31),
                Moment.DECIDED, AT.minusMillis(11),
                Moment.ROUTED, AT)),
        new AffectedClients(OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
        OptionalLong.of(1920));
  }

  /** The same change as the controller is told of it. */
  private static ProxyFailover failed(ProxyFailover.Kind kind, Cause cause) {
    return new ProxyFailover(
        AT,
        Optional.of(Node.BACKUP),
        Node.MASTER,
        kind,
        Optional.of(cause),
        "Backup: connection refused: Master is promoted",
        Optional.of(Duration.ofMillis(20)),
        Duration.ofMillis(31),
        Optional.of(1920L));
  }

  private static ProxyReply only(Map<String, ProxyReply> replies) {
    assertThat(replies).hasSize(1);
    return replies.values().iterator().next();
  }
}
