package io.redisfailover.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpProxyFleetTest {
  private static final Line LINE = new Line(7, Node.MASTER, "abc");
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("::1", 6380));

  private static final EpochPush PUSH = new EpochPush(13, LINE, ENDPOINTS);

  /** Generous: a slow machine must not look like a silent proxy. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private ControlApi proxy;
  private ProxyFleet fleet;

  @BeforeEach
  void start() throws Exception {
    proxy = new ControlApi();
    fleet = new HttpProxyFleet(List.of(proxy.endpoint()), () -> "token-1", LIMIT);
  }

  @AfterEach
  void stop() {
    fleet.close();
    proxy.close();
  }

  @Test
  void readsTheStatusOfAProxyAndPassesOverFieldsOfANewerOne() {
    proxy.answer("/v1/status", 200, ControlApi.STATUS);

    assertThat(only(fleet.status()))
        .isEqualTo(
            new ProxyReply.Accepted(
                Optional.of(
                    new ProxyReport(
                        "proxy-1",
                        Optional.of(LINE),
                        Optional.of(Node.MASTER),
                        true,
                        "Master is active in line 7",
                        12,
                        Optional.empty(),
                        3,
                        4,
                        Optional.empty()))));
    assertThat(proxy.calls).containsExactly("GET /v1/status");
    assertThat(proxy.tokens).containsExactly("Bearer token-1");
  }

  @Test
  void readsTheLastRoleChangeThatAProxyWentThrough() {
    proxy.answer(
        "/v1/status",
        200,
        ControlApi.STATUS.replaceFirst(
            "\\{",
            """
            {"lastRoleChange": {"at": "2026-01-31T12:00:00.250Z", "from": "Master", "to": "Backup",
            "kind": "failover", "cause": "refused", "detectedBy": "connection refused", "message": "Master is gone",
            "detectedAfterMillis": 20, "durationMillis": 31, "clientsHeld": 2, "gapBytes": 0, "moments": {}},
            """));

    ProxyReply.Accepted reply = (ProxyReply.Accepted) only(fleet.status());

    assertThat(reply.status().orElseThrow().lastRoleChange())
        .contains(
            new RoleChange(
                Instant.parse("2026-01-31T12:00:00.250Z"),
                Optional.of(Node.MASTER),
                Node.BACKUP,
                RoleChange.Kind.FAILOVER,
                Optional.of(Cause.REFUSED),
                "connection refused",
                "Master is gone",
                Optional.of(Duration.ofMillis(20)),
                Duration.ofMillis(31),
                new RoleChange.Clients(OptionalLong.empty(), 2, Optional.empty()),
                OptionalLong.of(0),
                Map.of()));
  }

  @Test
  void pushesLineSequenceAndEndpoints() {
    proxy.answer("/v1/epoch", 200, ControlApi.STATUS);

    assertThat(only(fleet.push(PUSH)).accepted()).isTrue();

    assertThat(proxy.calls)
        .containsExactly(
            "PUT /v1/epoch {\"version\":1,\"sequence\":13,"
                + "\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"abc\"},"
                + "\"endpoints\":{\"master\":{\"host\":\"10.0.0.1\",\"port\":6379},"
                + "\"backup\":{\"host\":\"::1\",\"port\":6380}}}");
  }

  @Test
  void pushesTheNamesUnderWhichAServerIsKnownToo() {
    proxy.answer("/v1/epoch", 200, ControlApi.STATUS);
    Endpoint named = new Endpoint("10.0.0.1", 6379, Set.of("redis-b", "redis-a"));

    fleet.push(new EpochPush(13, LINE, new Endpoints(named, ENDPOINTS.backup())));

    assertThat(proxy.calls)
        .singleElement()
        .asString()
        .contains("\"port\":6379,\"aliases\":[\"redis-a\",\"redis-b\"]}");
  }

  @Test
  void preparesOnlyWhenTheProxyHasDrainedThisVeryAttempt() {
    proxy.answer(
        "/v1/switchover/prepare", 200, "{\"version\":1,\"attempt\":\"a1\",\"drained\":true}");

    assertThat(only(fleet.prepare(prepare("a1"))).accepted()).isTrue();
    assertThat(only(fleet.prepare(prepare("a2"))))
        .isEqualTo(new ProxyReply.Rejected("it did not drain"));
    assertThat(proxy.calls.get(0))
        .isEqualTo(
            "POST /v1/switchover/prepare {\"version\":1,\"attempt\":\"a1\","
                + "\"cause\":\"failback\",\"deadlineMillis\":2000}");
  }

  @Test
  void abortsWithAndWithoutALine() {
    proxy.answer("/v1/switchover/abort", 200, ControlApi.STATUS);

    assertThat(only(fleet.abort(new SwitchoverAbort("a1", Optional.empty()))).accepted()).isTrue();
    assertThat(only(fleet.abort(new SwitchoverAbort("a1", Optional.of(LINE)))).accepted()).isTrue();

    assertThat(proxy.calls)
        .containsExactly(
            "POST /v1/switchover/abort {\"version\":1,\"attempt\":\"a1\",\"epoch\":null}",
            "POST /v1/switchover/abort {\"version\":1,\"attempt\":\"a1\","
                + "\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"abc\"}}");
  }

  @Test
  void commitsALine() {
    proxy.answer("/v1/switchover/commit", 200, ControlApi.STATUS);

    assertThat(only(fleet.commit(new SwitchoverCommit("a1", LINE))).accepted()).isTrue();
  }

  @Test
  void handsOnTheSentenceOfARefusal() {
    proxy.answer("/v1/switchover/prepare", 409, "{\"error\":\"attempt a0 is under way\"}");

    assertThat(only(fleet.prepare(prepare("a1"))))
        .isEqualTo(new ProxyReply.Rejected("attempt a0 is under way"));
  }

  @Test
  void doesNotKnowWhatAProxyDidThatAnswersInNoKnownWay() {
    proxy.answer("/v1/status", 200, "<html>");
    assertThat(only(fleet.status())).isEqualTo(new ProxyReply.Unknown("its answer is not JSON"));

    proxy.answer("/v1/status", 200, "{\"version\":2}");
    assertThat(only(fleet.status()))
        .isEqualTo(new ProxyReply.Unknown("its control API is not of version 1"));

    proxy.answer("/v1/status", 401, "{\"error\":\"wrong token\"}");
    assertThat(only(fleet.status())).isEqualTo(new ProxyReply.Unknown("wrong token"));

    proxy.answer("/v1/status", 500, "");
    assertThat(only(fleet.status())).isEqualTo(new ProxyReply.Unknown("HTTP status 500"));
  }

  @Test
  void asksAllProxiesThoughOneIsSilentAndOneIsGone() throws Exception {
    Endpoint gone;
    try (ControlApi shortLived = new ControlApi()) {
      gone = shortLived.endpoint();
    }
    try (ControlApi silent = new ControlApi();
        ProxyFleet three =
            new HttpProxyFleet(
                List.of(silent.endpoint(), gone, proxy.endpoint()), () -> "t", LIMIT)) {
      silent.hangOn("/v1/status");
      proxy.answer("/v1/status", 200, ControlApi.STATUS);

      Map<String, ProxyReply> replies = three.status();

      assertThat(replies)
          .containsEntry(
              silent.endpoint().toString(), new ProxyReply.Unknown("no answer within 3000 ms"))
          .containsEntry(
              gone.toString(), new ProxyReply.Unknown("its control API cannot be reached"));
      assertThat(replies.values()).filteredOn(ProxyReply::accepted).hasSize(1);
    }
  }

  @Test
  void readsANewTokenForTheNextCall() {
    Queue<String> tokens = new ArrayDeque<>(List.of("old", "new"));
    proxy.answer("/v1/status", 200, ControlApi.STATUS);
    try (ProxyFleet rotating =
        new HttpProxyFleet(List.of(proxy.endpoint()), tokens::remove, LIMIT)) {
      rotating.status();
      rotating.status();
    }

    assertThat(proxy.tokens).containsExactly("Bearer old", "Bearer new");
  }

  @Test
  void hasNothingToAskWithoutProxies() {
    try (ProxyFleet none = new HttpProxyFleet(List.of(), () -> "t", LIMIT)) {
      assertThat(none.status()).isEmpty();
    }
  }

  private static SwitchoverPrepare prepare(String attempt) {
    return new SwitchoverPrepare(attempt, Cause.FAILBACK, Duration.ofSeconds(2));
  }

  private static ProxyReply only(Map<String, ProxyReply> replies) {
    assertThat(replies).hasSize(1);
    return replies.values().iterator().next();
  }
}
