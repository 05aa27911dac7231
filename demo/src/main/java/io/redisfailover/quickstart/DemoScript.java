package io.redisfailover.quickstart;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.standalone.Standalone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The steps of the demo: load, crash, rejoin, switchover. */
final class DemoScript {
  private static final int CLIENTS = 8;
  private static final Duration STEADY = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long a hung server stays stopped: longer than the detection takes. */
  private static final Duration HANG = Duration.ofSeconds(4);

  /** When a supervisor restarts a killed server. */
  private static final Duration DEAD = Duration.ofMillis(500);

  private final DemoOptions options;
  private final DemoOutput output;
  private final RedisProcess master;
  private final Controller controller;
  private final InetSocketAddress proxy;
  private final String page;

  DemoScript(
      DemoOptions options,
      DemoOutput output,
      RedisProcess master,
      Standalone standalone,
      String page) {
    this.options = options;
    this.output = output;
    this.master = master;
    this.controller = standalone.controller().orElseThrow();
    this.proxy = standalone.clients();
    this.page = page;
  }

  /**
   * Plays every step.
   *
   * @return the measurements
   * @throws TimeoutException when an expected step does not happen within 30 s
   */
  DemoResult run() throws InterruptedException, TimeoutException {
    awaitInSync(Server.MASTER);
    try (DemoWriters writers = new DemoWriters(CLIENTS, proxy)) {
      output.step(1, CLIENTS + " clients write through the proxy; each waits for every reply.");
      rest(STEADY);
      output.fact(writers.acknowledged() + " writes are acknowledged so far.");
      DemoWriters.Pause crash = crash(writers);
      Set<String> lost = rejoin(writers);
      long acked = writers.acknowledged();
      DemoWriters.Pause switchover = switchover(writers);
      writers.stop();
      Set<String> lostSince = writers.lost();
      lostSince.removeAll(lost);
      output.fact(
          "Acknowledged writes lost: %d. Client errors: %d."
              .formatted(lostSince.size(), switchover.errors()));
      return new DemoResult(
          crash,
          acked,
          lost.size(),
          writers.lostFromBefore(),
          switchover,
          lostSince.size(),
          CLIENTS,
          page);
    }
  }

  private DemoWriters.Pause crash(DemoWriters writers)
      throws InterruptedException, TimeoutException {
    output.step(2, options.hang() ? "Master hangs (SIGSTOP)." : "Master is killed (kill -9).");
    writers.beginPhase();
    if (options.hang()) {
      master.hang();
    } else {
      master.kill();
    }
    long struck = System.nanoTime();
    await(
        "the clients to write again", () -> active(Server.BACKUP) && writers.allWroteAfter(struck));
    rest(options.hang() ? HANG : DEAD);
    DemoWriters.Pause pause = writers.pause();
    output.fact("Backup replaced Master. Writes paused for " + DemoOutput.words(pause) + ".");
    return pause;
  }

  private Set<String> rejoin(DemoWriters writers) throws InterruptedException, TimeoutException {
    output.step(3, options.hang() ? "Master resumes (SIGCONT)." : "Master restarts, empty.");
    long began = System.nanoTime();
    if (options.hang()) {
      master.resume();
    } else {
      master.launch();
    }
    awaitInSync(Server.BACKUP);
    output.fact(
        "Master is a replica of Backup, and in sync after "
            + DemoOutput.seconds(Duration.ofNanos(System.nanoTime() - began))
            + ".");
    long acked = writers.acknowledged();
    Set<String> lost = writers.lost();
    output.fact(
        "Acknowledged writes lost: %d of %d. Every one was read back."
            .formatted(lost.size(), acked));
    return lost;
  }

  private DemoWriters.Pause switchover(DemoWriters writers)
      throws InterruptedException, TimeoutException {
    output.step(4, "Switchover back to Master.");
    rest(STEADY);
    writers.beginPhase();
    controller.ask(new ControllerRequest.Switchover(Server.MASTER));
    await("the switchover", () -> active(Server.MASTER));
    long switched = System.nanoTime();
    await("the clients to write again", () -> writers.allWroteAfter(switched));
    DemoWriters.Pause pause = writers.pause();
    output.fact("Writes paused for " + DemoOutput.words(pause) + ".");
    awaitInSync(Server.MASTER);
    rest(DEAD);
    return pause;
  }

  private boolean active(Server server) {
    return controller.status().active().filter(server::equals).isPresent();
  }

  private void awaitInSync(Server active) throws InterruptedException, TimeoutException {
    await(
        active + " to be active and the other server in sync",
        () -> active(active) && controller.status().phase() == Phase.RUNNING);
  }

  private void await(String what, BooleanSupplier condition)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        ControllerStatus status = controller.status();
        throw new TimeoutException(
            "Waited %s in vain for %s; the controller says: %s"
                .formatted(DemoOutput.seconds(LIMIT), what, status.sentence()));
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static void rest(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }
}
