package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.FakeControlApi;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.redis.TestAccess;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.realredis.process.ServerOptions;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The controller on real servers; the proxies, where there are any, are played by the test. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class ControllerIT {
  private static final List<String> PARKED = ServerOptions.PARKED;

  /** Another address of loopback, at which every server of these tests can be reached too. */
  private static final String MOVED = "127.0.0.2";

  private static final String[] PARKED_ON_BOTH = {
    "--replicaof", "127.0.0.1", "1", "--bind", "127.0.0.1", MOVED
  };

  @TempDir Path folder;
  private RedisProcess master;
  private RedisProcess backup;
  private List<Endpoint> proxies = List.of();
  private Controller controller;

  @AfterEach
  void stop() throws Exception {
    if (controller != null) {
      controller.close();
    }
    master.close();
    backup.close();
  }

  @Test
  void startsANewParkedPairWithThePreferredServer() throws Exception {
    master = RedisProcess.start(PARKED);
    backup = RedisProcess.start(PARKED);

    start();

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      assertThat(status.active()).contains(Server.MASTER);
      assertThat(status.inSync()).isTrue();
    });
    // The markers are written for the history that began with the first replica; then it is saved.
    awaitStatus(status ->
        assertThat(new FileRecordStore(record()).load().epoch()).isEqualTo(status.epoch()));
  }

  @Test
  void adoptsARunningPairWithoutTouchingItsRolesOrData() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    master.ask("SET", "before", "1");
    await().untilAsserted(() -> assertThat(backup.ask("GET", "before")).isEqualTo("1"));
    String history = master.info("master_replid");
    String fullSyncs = master.info("sync_full");

    start();

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(master.info("role")).isEqualTo("master");
    assertThat(master.info("master_replid")).isEqualTo(history);
    assertThat(master.info("sync_full")).isEqualTo(fullSyncs);
    assertThat(backup.info("master_link_status")).isEqualTo("up");
  }

  @Tag("quick")
  @Test
  void promotesTheStandbyAndBringsTheDeadServerBackAsItsReplica() throws Exception {
    startPair();
    master.ask("SET", "before", "1");
    await().untilAsserted(() -> assertThat(backup.ask("GET", "before")).isEqualTo("1"));

    master.kill();

    awaitStatus(status -> assertThat(status.active()).contains(Server.BACKUP));
    backup.ask("SET", "after", "2");
    master.restart();

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      assertThat(status.active()).contains(Server.BACKUP);
    });
    assertThat(master.info("role")).isEqualTo("slave");
    assertThat(master.ask("GET", "before")).isEqualTo("1");
    assertThat(master.ask("GET", "after")).isEqualTo("2");
  }

  @Test
  void switchesAsPlannedAndLeavesBothInSync() throws Exception {
    startPair();
    master.ask("SET", "before", "1");

    assertThat(ended(controller.ask(new ControllerRequest.Switchover(Server.BACKUP))))
        .isEqualTo(new RequestOutcome.Done("switchover to Backup completed"));

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      assertThat(status.active()).contains(Server.BACKUP);
    });
    assertThat(backup.info("role")).isEqualTo("master");
    assertThat(backup.ask("GET", "before")).isEqualTo("1");
    assertThat(backup.info("sync_full")).isEqualTo("0");
  }

  @Test
  void asksWhenBothServersAreMastersWithDataOfTheirOwnAndObeysTheAnswer() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    master.ask("SET", "here", "1");
    backup.ask("SET", "there", "2");

    start();

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.BLOCKED);
      assertThat(status.decisionRequired()).isPresent();
    });
    assertThat(backup.ask("GET", "there")).isEqualTo("2");
    assertThat(ended(controller.ask(new ControllerRequest.KeepDataOf(Server.MASTER))))
        .isEqualTo(
            new RequestOutcome.Done("the data of Master is kept, and Master is active in epoch 1"));

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(backup.ask("GET", "here")).isEqualTo("1");
    assertThat(backup.ask("GET", "there")).isEmpty();
  }

  @Test
  void sendsNothingWhenBothAddressesAreOneServer() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    start(new Endpoints(TestAccess.endpoint(master), TestAccess.endpoint(master)));

    awaitStatus(status ->
        assertThat(status.decisionRequired().orElse("")).contains("reach the same Redis process"));
    assertThat(master.info("role")).isEqualTo("master");
  }

  @Test
  void goesOnAfterItsOwnRestartWithoutAnyCommandToTheServers() throws Exception {
    startPair();
    long epoch = controller.status().epoch().orElseThrow().number();
    controller.close();

    start();

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(controller.status().epoch().orElseThrow().number()).isEqualTo(epoch);
    assertThat(master.info("sync_full")).isEqualTo("1");
  }

  @Test
  void refusesAnAnswerToNoQuestionAndASwitchToTheActiveServer() throws Exception {
    startPair();

    assertThat(ended(controller.ask(new ControllerRequest.KeepDataOf(Server.BACKUP))))
        .isInstanceOf(RequestOutcome.NotDone.class)
        .extracting(RequestOutcome::sentence)
        .asString()
        .startsWith("no decision is required: ");
    assertThat(ended(controller.ask(new ControllerRequest.Switchover(Server.MASTER))))
        .isEqualTo(new RequestOutcome.NotDone("no switchover to Master: Master is already active"));
  }

  @Test
  void givesUpASwitchThatCannotBeHadAndDoesNotMakeUpForItLater() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    master.ask("SET", "here", "1");
    backup.ask("SET", "there", "2");
    start();
    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.BLOCKED));

    assertThat(ended(controller.ask(new ControllerRequest.Switchover(Server.BACKUP))))
        .isInstanceOf(RequestOutcome.NotDone.class)
        .extracting(RequestOutcome::sentence)
        .asString()
        .contains("both servers accepted writes");

    assertThat(ended(controller.ask(new ControllerRequest.KeepDataOf(Server.MASTER))))
        .isInstanceOf(RequestOutcome.Done.class);
    awaitStatus(status ->
        assertThat(status.sentence()).isEqualTo("Master serves clients and Backup is in sync"));
  }

  @Test
  void tellsWhoWaitsThatItIsBeingStopped() throws Exception {
    master = RedisProcess.start(PARKED);
    backup = RedisProcess.start("--replicaof", "127.0.0.1", "1", "--requirepass", "unknown");
    start();
    CompletionStage<RequestOutcome> waiting =
        controller.ask(new ControllerRequest.Switchover(Server.BACKUP));

    controller.close();

    assertThat(ended(waiting))
        .isEqualTo(
            new RequestOutcome.NotDone(
                "the controller is shutting down; repeat the request when it runs again"));
  }

  @Test
  void changesNothingWhenAProxyCannotBePrepared() throws Exception {
    try (FakeControlApi proxy = new FakeControlApi()) {
      proxy.answer("/v1/switchover/prepare", 409, "{\"error\":\"not routing\"}");
      proxies = List.of(proxy.endpoint());
      startPair();
      String history = master.info("master_replid");

      assertThat(ended(controller.ask(new ControllerRequest.Switchover(Server.BACKUP))))
          .isInstanceOf(RequestOutcome.NotDone.class)
          .extracting(RequestOutcome::sentence)
          .asString()
          .startsWith(
              "switchover to Backup aborted, Master stays active: not every proxy could be prepared; ")
          .endsWith("not routing");

      await()
          .until(() ->
              proxy.calls.stream()
                  .anyMatch(call ->
                      call.startsWith("POST /v1/switchover/abort") && !call.contains("warm-up")));
      assertThat(master.info("role")).isEqualTo("master");
      assertThat(master.info("master_replid")).isEqualTo(history);
      assertThat(proxy.calls).noneMatch(call -> call.contains("/v1/switchover/commit"));
    }
  }

  @Test
  void tellsItsProxiesTheEpochAndTheEndOfASwitchover() throws Exception {
    try (FakeControlApi proxy = new FakeControlApi()) {
      proxy.drainOnPrepare();
      proxies = List.of(proxy.endpoint());
      startPair();
      await().until(() -> proxy.calls.stream().anyMatch(call -> call.startsWith("PUT /v1/epoch ")));

      assertThat(ended(controller.ask(new ControllerRequest.Switchover(Server.BACKUP))))
          .isInstanceOf(RequestOutcome.Done.class);

      await()
          .until(() ->
              proxy.calls.stream()
                  .anyMatch(call ->
                      call.startsWith("POST /v1/switchover/commit")
                          && call.contains("\"server\":\"Backup\"")));
      awaitStatus(status -> assertThat(status.active()).contains(Server.BACKUP));
    }
  }

  @Test
  void dialsAServerThatMovedAtItsNewAddressAndTellsTheProxies() throws Exception {
    try (FakeControlApi proxy = new FakeControlApi()) {
      proxies = List.of(proxy.endpoint());
      startPair();

      controller.moved(new Endpoints(TestAccess.endpoint(master), moved(backup)));

      await()
          .untilAsserted(() ->
              assertThat(backup.ask("CLIENT", "LIST"))
                  .containsPattern(
                      "laddr=%s:%d .*name=redisfailover-controller"
                          .formatted(MOVED, backup.port())));
      await()
          .until(() ->
              proxy.calls.stream()
                  .anyMatch(call -> call.startsWith("PUT /v1/epoch ") && call.contains(MOVED)));
      assertThat(controller.status().phase()).isEqualTo(Phase.RUNNING);
    }
  }

  /** A controller that starts has seen nothing of the standby, and waits for the hung server. */
  @Tag("quick")
  @Test
  void promotesOnTheEvidenceThatItHadBeforeTheStandbyMoved() throws Exception {
    startPair();
    master.hang();

    controller.moved(new Endpoints(TestAccess.endpoint(master), moved(backup)));

    awaitStatus(status -> assertThat(status.active()).contains(Server.BACKUP));
  }

  /** Its link goes on naming the address that the server has left. */
  @Test
  void promotesTheStandbyOfAnActiveServerThatMovedAndDoesNotComeUp() throws Exception {
    startPair();
    master.hang();

    controller.moved(
        new Endpoints(new Endpoint("127.0.0.3", master.port()), TestAccess.endpoint(backup)));

    awaitStatus(status -> assertThat(status.active()).contains(Server.BACKUP));
    assertThat(controller.status().decisionRequired()).isEmpty();
  }

  @Test
  void carriesOutASwitchoverThatWasRequestedBeforeTheStandbyMoved() throws Exception {
    startPair();
    backup.hang();
    awaitStatus(status -> assertThat(status.inSync()).isFalse());
    CompletionStage<RequestOutcome> waiting =
        controller.ask(new ControllerRequest.Switchover(Server.BACKUP));

    controller.moved(new Endpoints(TestAccess.endpoint(master), moved(backup)));
    backup.resume();

    assertThat(ended(waiting)).isInstanceOf(RequestOutcome.Done.class);
    assertThat(backup.info("role")).isEqualTo("master");
  }

  @Test
  void namesTheVersionOfBothServers() throws Exception {
    startPair();
    String version = master.info("redis_version");

    awaitStatus(status ->
        assertThat(status.versions())
            .containsEntry(Server.MASTER, "Redis " + version)
            .containsEntry(Server.BACKUP, "Redis " + version));
  }

  @Test
  void countsWhatAServerDiscardsThatReturnsWithWritesOfItsOwn() throws Exception {
    startPair();
    master.hang();
    awaitStatus(status -> assertThat(status.active()).contains(Server.BACKUP));
    // What it takes before it is parked is in no other server.
    try (Socket client = new Socket(TestAccess.endpoint(master).host(), master.port())) {
      client.getOutputStream().write("SET late 1\r\n".getBytes(StandardCharsets.US_ASCII));
      master.resume();
      assertThat(client.getInputStream().read()).isEqualTo('+');
    }

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(controller.status().discarded())
        .hasValueSatisfying(discarded -> {
          assertThat(discarded.server()).isEqualTo(Server.MASTER);
          assertThat(discarded.epochNumber())
              .isEqualTo(controller.status().epoch().orElseThrow().number());
          assertThat(discarded.bytes()).isPositive();
        });
    assertThat(backup.ask("EXISTS", "late")).isEqualTo("0");
  }

  /** The key that signed the markers is gone; the record, the history and the roles are not. */
  @Test
  void signsTheMarkersAgainAfterTheLossOfTheirKeyAndChangesNothingElse() throws Exception {
    startPair();
    Epoch epoch = controller.status().epoch().orElseThrow();
    controller.close();
    MarkerKeys others = MarkerKeys.parse("o".repeat(MarkerKeys.SHORTEST));

    start(PairSecrets.withoutLogin(others));
    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(controller.status().problems().toString()).contains("an unknown key has signed");
    controller.close();

    start(PairSecrets.withoutLogin(others.afterLoss()));
    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      for (Server server : Server.values()) {
        assertThat(status.seen().orElseThrow().of(server).state().orElseThrow().markers())
            .isEqualTo(Markers.of(epoch));
      }
    });
    assertThat(controller.status().epoch()).contains(epoch);
    assertThat(master.info("sync_full")).isEqualTo("1");
  }

  private static Endpoint moved(RedisProcess server) {
    return new Endpoint(MOVED, server.port());
  }

  private void startPair() throws Exception {
    master = RedisProcess.start(PARKED_ON_BOTH);
    backup = RedisProcess.start(PARKED_ON_BOTH);
    start();
    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
  }

  private void start() {
    start(TestAccess.endpoints(master, backup));
  }

  private void start(Endpoints endpoints) {
    start(endpoints, TestAccess.SECRETS);
  }

  private void start(PairSecrets secrets) {
    start(TestAccess.endpoints(master, backup), secrets);
  }

  private void start(Endpoints endpoints, PairSecrets secrets) {
    controller =
        new Controller(
            new ControllerSetup(
                new ControllerSettings(
                    FailoverSettings.DEFAULT, endpoints, Server.MASTER, false, Duration.ZERO),
                ReplicationAddresses.NONE,
                secrets,
                TimeLimits.DEFAULT,
                new FileRecordStore(record()),
                new HttpProxyFleet(proxies, () -> "unused")));
    controller.start();
  }

  private Path record() {
    return folder.resolve("record.json");
  }

  private void awaitStatus(Consumer<ControllerStatus> assertion) {
    await().untilAsserted(() -> assertion.accept(controller.status()));
  }

  private static RequestOutcome ended(CompletionStage<RequestOutcome> request) {
    return request.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}
