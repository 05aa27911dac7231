package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ControlApi;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RedisConnection;
import io.redisfailover.controller.redis.RedisProcess;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
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
  private static final String[] PARKED = {"--replicaof", "127.0.0.1", "1"};

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
      assertThat(status.active()).contains(Node.MASTER);
      assertThat(status.inSync()).isTrue();
    });
    assertThat(new FileRecordStore(record()).load().line()).isEqualTo(controller.status().line());
  }

  @Test
  void adoptsARunningPairWithoutTouchingItsRolesOrData() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    call(master, "SET", "before", "1");
    await().untilAsserted(() -> assertThat(call(backup, "GET", "before")).isEqualTo("1"));
    String history = info(master, "master_replid");
    String fullSyncs = info(master, "sync_full");

    start();

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(info(master, "role")).isEqualTo("master");
    assertThat(info(master, "master_replid")).isEqualTo(history);
    assertThat(info(master, "sync_full")).isEqualTo(fullSyncs);
    assertThat(info(backup, "master_link_status")).isEqualTo("up");
  }

  @Tag("quick")
  @Test
  void promotesTheStandbyAndBringsTheDeadServerBackAsItsReplica() throws Exception {
    startPair();
    call(master, "SET", "before", "1");
    await().untilAsserted(() -> assertThat(call(backup, "GET", "before")).isEqualTo("1"));

    master.kill();

    awaitStatus(status -> assertThat(status.active()).contains(Node.BACKUP));
    call(backup, "SET", "after", "2");
    master.restart();

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      assertThat(status.active()).contains(Node.BACKUP);
    });
    assertThat(info(master, "role")).isEqualTo("slave");
    assertThat(call(master, "GET", "before")).isEqualTo("1");
    assertThat(call(master, "GET", "after")).isEqualTo("2");
  }

  @Test
  void switchesAsPlannedAndLeavesBothInSync() throws Exception {
    startPair();
    call(master, "SET", "before", "1");

    assertThat(ended(controller.switchover(Node.BACKUP)))
        .isEqualTo(new RequestOutcome.Done("Backup is active in line 4 (Backup)"));

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.RUNNING);
      assertThat(status.active()).contains(Node.BACKUP);
    });
    assertThat(info(backup, "role")).isEqualTo("master");
    assertThat(call(backup, "GET", "before")).isEqualTo("1");
    assertThat(info(backup, "sync_full")).isEqualTo("0");
  }

  @Test
  void asksWhenBothServersAreMastersWithDataOfTheirOwnAndObeysTheAnswer() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    call(master, "SET", "here", "1");
    call(backup, "SET", "there", "2");

    start();

    awaitStatus(status -> {
      assertThat(status.phase()).isEqualTo(Phase.BLOCKED);
      assertThat(status.needsDecision()).isPresent();
    });
    assertThat(call(backup, "GET", "there")).isEqualTo("2");
    assertThat(ended(controller.promote(Node.MASTER)))
        .isEqualTo(new RequestOutcome.Done("Master is active in line 1 (Master)"));

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(call(backup, "GET", "here")).isEqualTo("1");
    assertThat(call(backup, "GET", "there")).isEmpty();
  }

  @Test
  void sendsNothingWhenBothAddressesAreOneServer() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    start(new Endpoints(master.endpoint(), master.endpoint()));

    awaitStatus(status ->
        assertThat(status.needsDecision().orElse("")).contains("are one server; write where"));
    assertThat(info(master, "role")).isEqualTo("master");
  }

  @Test
  void goesOnAfterItsOwnRestartWithoutAnyCommandToTheServers() throws Exception {
    startPair();
    long line = controller.status().line().orElseThrow().number();
    controller.close();

    start();

    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
    assertThat(controller.status().line().orElseThrow().number()).isEqualTo(line);
    assertThat(info(master, "sync_full")).isEqualTo("1");
  }

  @Test
  void refusesAnAnswerToNoQuestionAndASwitchToTheActiveServer() throws Exception {
    startPair();

    assertThat(ended(controller.promote(Node.BACKUP)))
        .isInstanceOf(RequestOutcome.NotDone.class)
        .extracting(RequestOutcome::sentence)
        .asString()
        .startsWith("there is no question to answer; at present: ");
    assertThat(ended(controller.switchover(Node.MASTER)))
        .isEqualTo(new RequestOutcome.NotDone("Master is active already"));
  }

  @Test
  void givesUpASwitchThatCannotBeHadAndDoesNotMakeUpForItLater() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    call(master, "SET", "here", "1");
    call(backup, "SET", "there", "2");
    start();
    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.BLOCKED));

    assertThat(ended(controller.switchover(Node.BACKUP)))
        .isInstanceOf(RequestOutcome.NotDone.class)
        .extracting(RequestOutcome::sentence)
        .asString()
        .contains("both servers are masters with data of their own");

    assertThat(ended(controller.promote(Node.MASTER))).isInstanceOf(RequestOutcome.Done.class);
    awaitStatus(status ->
        assertThat(status.sentence())
            .isEqualTo("Master is active in line 1 (Master), Backup is in sync"));
  }

  @Test
  void tellsWhoWaitsThatItIsBeingStopped() throws Exception {
    master = RedisProcess.start(PARKED);
    backup = RedisProcess.start("--replicaof", "127.0.0.1", "1", "--requirepass", "unknown");
    start();
    CompletionStage<RequestOutcome> waiting = controller.switchover(Node.BACKUP);

    controller.close();

    assertThat(ended(waiting))
        .isEqualTo(new RequestOutcome.NotDone("the controller is being stopped"));
  }

  @Test
  void changesNothingWhenAProxyCannotBePrepared() throws Exception {
    try (ControlApi proxy = new ControlApi()) {
      proxy.answer("/v1/switchover/prepare", 409, "{\"error\":\"not routing\"}");
      proxies = List.of(proxy.endpoint());
      startPair();
      String history = info(master, "master_replid");

      assertThat(ended(controller.switchover(Node.BACKUP)))
          .isInstanceOf(RequestOutcome.NotDone.class)
          .extracting(RequestOutcome::sentence)
          .asString()
          .startsWith("the switch to Backup was called off: not every proxy could be prepared; ")
          .endsWith("not routing");

      await()
          .until(() ->
              proxy.calls.stream()
                  .anyMatch(call ->
                      call.startsWith("POST /v1/switchover/abort") && !call.contains("rehearsal")));
      assertThat(info(master, "role")).isEqualTo("master");
      assertThat(info(master, "master_replid")).isEqualTo(history);
      assertThat(proxy.calls).noneMatch(call -> call.contains("/v1/switchover/commit"));
    }
  }

  @Test
  void tellsItsProxiesTheLineAndTheEndOfASwitch() throws Exception {
    try (ControlApi proxy = new ControlApi()) {
      proxy.drainOnPrepare();
      proxies = List.of(proxy.endpoint());
      startPair();
      await().until(() -> proxy.calls.stream().anyMatch(call -> call.startsWith("PUT /v1/epoch ")));

      assertThat(ended(controller.switchover(Node.BACKUP))).isInstanceOf(RequestOutcome.Done.class);

      await()
          .until(() ->
              proxy.calls.stream()
                  .anyMatch(call ->
                      call.startsWith("POST /v1/switchover/commit")
                          && call.contains("\"server\":\"Backup\"")));
      awaitStatus(status -> assertThat(status.active()).contains(Node.BACKUP));
    }
  }

  private void startPair() throws Exception {
    master = RedisProcess.start(PARKED);
    backup = RedisProcess.start(PARKED);
    start();
    awaitStatus(status -> assertThat(status.phase()).isEqualTo(Phase.RUNNING));
  }

  private void start() {
    start(RedisProcess.endpoints(master, backup));
  }

  private void start(Endpoints endpoints) {
    controller =
        new Controller(
            new ControllerSetup(
                new ControllerSettings(
                    FailoverSettings.DEFAULT, endpoints, Node.MASTER, false, Duration.ZERO),
                RedisCredentials.Source.NONE,
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

  private static String call(RedisProcess server, String... command) throws NoAnswerException {
    try (RedisConnection connection =
        RedisConnection.open(
            server.endpoint(),
            ConnectionName.PROXY,
            RedisCredentials.Source.NONE,
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
      return connection.call(command).text();
    }
  }

  private static String info(RedisProcess server, String field) throws NoAnswerException {
    return call(server, "INFO")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }
}
