package io.redisfailover.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpProxyFleetTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "abc");
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("::1", 6380));

  private static final EpochPush PUSH = new EpochPush(13, EPOCH, ENDPOINTS);

  /** Generous: a slow machine must not look like a silent proxy. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private FakeControlApi proxy;
  private ProxyFleet fleet;

  @BeforeEach
  void start() throws Exception {
    proxy = new FakeControlApi();
    fleet = new HttpProxyFleet(List.of(proxy.endpoint()), () -> "token-1", LIMIT);
  }

  @AfterEach
  void stop() {
    fleet.close();
    proxy.close();
  }

  @Test
  void readsTheStatusOfAProxyAndPassesOverFieldsOfANewerOne() {
    proxy.answer("/v1/status", 200, FakeControlApi.STATUS);

    assertThat(only(fleet.status()))
        .isEqualTo(
            new ProxyReply.Accepted(
                Optional.of(
                    new ProxyReport(
                        "proxy-1",
                        Optional.of(EPOCH),
                        Optional.of(Server.MASTER),
                        true,
                        "Master is active",
                        12,
                        Optional.empty(),
                        3,
                        4,
                        Optional.empty(),
                        Optional.empty()))));
    assertThat(proxy.calls).containsExactly("GET /v1/status");
    assertThat(proxy.tokens).containsExactly("Bearer token-1");
  }

  /** A proxy of the release before knows no such path. */
  @Test
  void passesOverAProxyThatDoesNotSayWhatItHasSeen() {
    proxy.answer("/v1/evidence", 404, "{}");

    assertThat(fleet.evidence(proxy.endpoint()))
        .failsWithin(LIMIT)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("404");
    assertThat(proxy.calls).singleElement().asString().startsWith("POST /v1/evidence");
  }

  @Test
  void readsTheLastRoleChangeThatAProxyWentThrough() {
    proxy.answer(
        "/v1/status",
        200,
        FakeControlApi.STATUS.replaceFirst(
            "\\{",
            """
            {"lastRoleChange": {"at": "2026-01-31T12:00:00.250Z", "from": "Master", "to": "Backup",
            "kind": "failover", "cause": "refused", "detectedBy": "connection refused", "message": "Master is gone",
            "detectedAfterMillis": 20, "durationMillis": 31, "clientsHeld": 2, "gapBytes": 0,
            "moments": {"lastAnswer": {"at": "2026-01-31T12:00:00.219Z", "afterMillis": 0},
            "decided": {"at": "2026-01-31T12:00:00.239Z", "afterMillis": 20},
            "routed": {"at": "2026-01-31T12:00:00.250Z", "afterMillis": 31}}},
            """));

    ProxyReply.Accepted reply = (ProxyReply.Accepted) only(fleet.status());

    assertThat(reply.status().orElseThrow().lastRoleChange())
        .contains(
            new RoleChange(
                Optional.of(Server.MASTER),
                Server.BACKUP,
                RoleChange.Kind.FAILOVER,
                Optional.of(Cause.REFUSED),
                "connection refused",
                "Master is gone",
                new RoleChange.Moments(
                    Map.of(
                        RoleChange.Moment.LAST_ANSWER,
                        Instant.parse("2026-01-31T12:00:00.219Z"),
                        RoleChange.Moment.DECIDED,
                        Instant.parse("2026-01-31T12:00:00.239Z"),
                        RoleChange.Moment.ROUTED,
                        Instant.parse("2026-01-31T12:00:00.250Z"))),
                new RoleChange.Clients(OptionalLong.empty(), 2, Optional.empty()),
                OptionalLong.of(0),
                List.of()));
  }

  @Test
  void pushesEpochSequenceAndEndpoints() {
    proxy.answer("/v1/epoch", 200, FakeControlApi.STATUS);

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
    proxy.answer("/v1/epoch", 200, FakeControlApi.STATUS);
    Endpoint named = new Endpoint("10.0.0.1", 6379, Set.of("redis-b", "redis-a"));

    fleet.push(new EpochPush(13, EPOCH, new Endpoints(named, ENDPOINTS.backup())));

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
        .isEqualTo(new ProxyReply.Rejected("it did not quiesce"));
    assertThat(proxy.calls.get(0))
        .isEqualTo(
            "POST /v1/switchover/prepare {\"version\":1,\"attempt\":\"a1\","
                + "\"cause\":\"failback\",\"deadlineMillis\":2000}");
  }

  @Test
  void abortsWithAndWithoutAnEpoch() {
    proxy.answer("/v1/switchover/abort", 200, FakeControlApi.STATUS);

    assertThat(only(fleet.abort(new SwitchoverAbort("a1", Optional.empty()))).accepted()).isTrue();
    assertThat(only(fleet.abort(new SwitchoverAbort("a1", Optional.of(EPOCH)))).accepted())
        .isTrue();

    assertThat(proxy.calls)
        .containsExactly(
            "POST /v1/switchover/abort {\"version\":1,\"attempt\":\"a1\",\"epoch\":null}",
            "POST /v1/switchover/abort {\"version\":1,\"attempt\":\"a1\","
                + "\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"abc\"}}");
  }

  @Test
  void commitsAnEpoch() {
    proxy.answer("/v1/switchover/commit", 200, FakeControlApi.STATUS);

    assertThat(only(fleet.commit(new SwitchoverCommit("a1", EPOCH))).accepted()).isTrue();
  }

  @Test
  void handsOnTheSentenceOfARefusal() {
    proxy.answer("/v1/switchover/prepare", 409, "{\"error\":\"attempt a0 is in progress\"}");

    assertThat(only(fleet.prepare(prepare("a1"))))
        .isEqualTo(new ProxyReply.Rejected("attempt a0 is in progress"));
  }

  @Test
  void doesNotKnowWhatAProxyDidThatAnswersInNoKnownWay() {
    proxy.answer("/v1/status", 200, "<html>");
    assertThat(only(fleet.status())).isEqualTo(new ProxyReply.Unknown("its reply is not JSON"));

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
    try (FakeControlApi shortLived = new FakeControlApi()) {
      gone = shortLived.endpoint();
    }
    try (FakeControlApi silent = new FakeControlApi();
        ProxyFleet three =
            new HttpProxyFleet(
                List.of(silent.endpoint(), gone, proxy.endpoint()), () -> "t", LIMIT)) {
      silent.hangOn("/v1/status");
      proxy.answer("/v1/status", 200, FakeControlApi.STATUS);

      Map<String, ProxyReply> replies = three.status();

      assertThat(replies)
          .containsEntry(
              silent.endpoint().toString(), new ProxyReply.Unknown("no reply within 3000 ms"))
          .containsEntry(gone.toString(), new ProxyReply.Unknown("its control API is unreachable"));
      assertThat(replies.values()).filteredOn(ProxyReply::accepted).hasSize(1);
    }
  }

  @Test
  void readsANewTokenForTheNextCall() {
    Queue<String> tokens = new ArrayDeque<>(List.of("old", "new"));
    proxy.answer("/v1/status", 200, FakeControlApi.STATUS);
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
