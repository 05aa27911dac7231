package io.redisfailover.bench.run;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import io.redisfailover.bench.rival.ContenderSetup;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.PreloadedKeys;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One scenario with one contender that runs already. The same steps and the same times for all of
 * them. Used by one thread.
 */
public final class BenchRun implements AutoCloseable {
  /** Load before the fault: every program is as warm as the others. */
  private static final Duration WARM = Duration.ofSeconds(3);

  /** Load after the failback has begun, at least; HAProxy needs 2 of them, this project about 3. */
  private static final Duration AFTER = Duration.ofSeconds(7);

  /** How long the failback may take before the run ends without it. */
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(30);

  /** Load after the first server serves again. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Scenario scenario;
  private final ContenderSetup stage;
  private final Workload workload = new Workload(Optional.of(ContenderSetup.PASSWORD));

  /**
   * Prepares one.
   *
   * @param scenario what is to happen
   * @param stage to whom; closed by the caller
   */
  public BenchRun(Scenario scenario, ContenderSetup stage) {
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
    PreloadedKeys.write(stage.server(Server.MASTER).target());
    for (ClientKind kind : ClientKind.values()) {
      workload.start(
          kind.text() + "-", clients, ClientLibrary.JEDIS, kind.pacing(), stage.clients());
    }
    rest(WARM.plusMillis(phaseMillis));
    workload.beginPhase();
    long fault = System.nanoTime();
    strike();
    rest(scenario.outage());
    LateWrites zombies =
        scenario.kind() == Scenario.Kind.STOP
            ? LateWrites.before(stage, workload)
            : LateWrites.NONE;
    ErrorCount faultErrors = ErrorCount.of(workload);
    workload.beginPhase();
    long back = System.nanoTime();
    bringBack();
    awaitMaster(back);
    int misplaced = Placement.misplaced(stage);
    long end = System.nanoTime();
    ErrorCount returnErrors = ErrorCount.of(workload);
    workload.close();
    Optional<Server> serving = stage.serving();
    Accounts accounts = new Accounts(workload.journals(), new Accounts.Moments(fault, back, end));
    RestartableRedis server = stage.server(serving.orElse(Server.MASTER));
    return new RunResult(
        scenario,
        contender,
        round,
        phaseMillis,
        serving.map(Server::markerWord).orElse("nobody"),
        PreloadedKeys.lost(server.target()),
        zombies.foundOn(server),
        misplaced,
        accounts.settle(server, faultErrors, returnErrors));
  }

  private void strike() {
    switch (scenario.kind()) {
      case KILL -> stage.server(Server.MASTER).kill();
      case STOP -> stage.server(Server.MASTER).hang();
      case PLANNED -> stage.moveTo(Server.BACKUP);
    }
  }

  private void bringBack() {
    switch (scenario.kind()) {
      case KILL -> stage.server(Server.MASTER).launch();
      case STOP -> stage.server(Server.MASTER).resume();
      case PLANNED -> stage.moveTo(Server.MASTER);
    }
  }

  private void awaitMaster(long back) {
    while (System.nanoTime() - back < RETURN_LIMIT.toNanos()) {
      if (stage.serving().filter(Server.MASTER::equals).isPresent()) {
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
