package io.redisfailover.bench.run;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import io.redisfailover.bench.rival.Stage;
import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.client.ClientLibrary;
import io.redisfailover.testbed.client.OldKeys;
import io.redisfailover.testbed.client.Workload;
import io.redisfailover.testbed.redis.RedisServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One scenario with one contender that runs already. The same steps and the same times for all of
 * them. Used by one thread.
 */
public final class Trial implements AutoCloseable {
  /** Load before the fault: every program is as warm as the others. */
  private static final Duration WARM = Duration.ofSeconds(3);

  /** Load after the way back has begun, at least; HAProxy needs 2 of them, this project about 3. */
  private static final Duration AFTER = Duration.ofSeconds(7);

  /** How long the way back may take before the run ends without it. */
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(30);

  /** Load after the first server serves again. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Scenario scenario;
  private final Stage stage;
  private final Workload workload = new Workload(Optional.of(Stage.PASSWORD));

  /**
   * Prepares one.
   *
   * @param scenario what is to happen
   * @param stage to whom; closed by the caller
   */
  public Trial(Scenario scenario, Stage stage) {
    this.scenario = scenario;
    this.stage = stage;
  }

  /**
   * {@return about how long one run takes, start and end included}
   *
   * @param scenario which
   */
  public static Duration estimate(Scenario scenario) {
    Duration startAndEnd = Duration.ofSeconds(5);
    return WARM.plus(scenario.outage()).plus(AFTER).plus(startAndEnd);
  }

  /**
   * Runs it.
   *
   * @param contender who stands on the stage
   * @param round which round this is, from 1
   * @param clients how many of each kind
   * @param phaseMillis how long to wait more before the fault, so that it hits any moment between
   *     two checks
   */
  public RunResult run(Contender contender, int round, int clients, int phaseMillis) {
    OldKeys.lay(stage.server(Node.MASTER));
    for (ClientKind kind : ClientKind.values()) {
      workload.start(
          kind.text() + "-", clients, ClientLibrary.JEDIS, kind.manner(), stage.clients());
    }
    rest(WARM.plusMillis(phaseMillis));
    workload.beginPhase();
    long fault = System.nanoTime();
    strike();
    rest(scenario.outage());
    Zombies zombies =
        scenario.kind() == Scenario.Kind.STOP ? Zombies.before(stage, workload) : Zombies.NONE;
    ErrorCount faultErrors = ErrorCount.of(workload);
    workload.beginPhase();
    long back = System.nanoTime();
    bringBack();
    awaitMaster(back);
    int misplaced = Placement.misplaced(stage);
    long end = System.nanoTime();
    ErrorCount returnErrors = ErrorCount.of(workload);
    workload.close();
    Optional<Node> serving = stage.serving();
    Accounts accounts = new Accounts(workload.journals(), new Accounts.Moments(fault, back, end));
    RedisServer server = stage.server(serving.orElse(Node.MASTER));
    return new RunResult(
        scenario,
        contender,
        round,
        phaseMillis,
        serving.map(Node::markerWord).orElse("nobody"),
        OldKeys.lost(server),
        zombies.foundOn(server),
        misplaced,
        accounts.settle(server, faultErrors, returnErrors));
  }

  private void strike() {
    switch (scenario.kind()) {
      case KILL -> stage.server(Node.MASTER).kill();
      case STOP -> stage.server(Node.MASTER).hang();
      case PLANNED -> stage.moveTo(Node.BACKUP);
    }
  }

  private void bringBack() {
    switch (scenario.kind()) {
      case KILL -> stage.server(Node.MASTER).launch();
      case STOP -> stage.server(Node.MASTER).resume();
      case PLANNED -> stage.moveTo(Node.MASTER);
    }
  }

  private void awaitMaster(long back) {
    while (System.nanoTime() - back < RETURN_LIMIT.toNanos()) {
      if (stage.serving().filter(Node.MASTER::equals).isPresent()) {
        rest(SETTLED);
        break;
      }
      rest(POLL);
    }
    restUntil(back, AFTER);
  }

  private static void restUntil(long from, Duration time) {
    rest(time.minusNanos(System.nanoTime() - from));
  }

  private static void rest(Duration time) {
    if (!time.isPositive()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    workload.close();
  }
}
