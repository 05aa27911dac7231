package io.redisfailover.standalone.quickstart;

import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.view.Node;
import io.redisfailover.standalone.Standalone;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The main job, step by step, told on the screen. */
final class Performance {
  private static final int CLIENTS = 8;
  private static final int FOUNDATION_KEYS = 1000;
  private static final Duration STEADY = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long a hung master stays stopped: longer than it takes to be declared dead. */
  private static final Duration HANG = Duration.ofSeconds(4);

  /** When a killed server is back, empty: as a supervisor would bring it back. */
  private static final Duration DEAD = Duration.ofMillis(500);

  private final Options options;
  private final Screen screen;
  private final RedisProcess master;
  private final Controller controller;
  private final InetSocketAddress proxy;
  private final String page;

  Performance(
      Options options, Screen screen, RedisProcess master, Standalone standalone, String page) {
    this.options = options;
    this.screen = screen;
    this.master = master;
    this.controller = standalone.controller().orElseThrow();
    this.proxy = standalone.clients();
    this.page = page;
  }

  /**
   * Runs it.
   *
   * @return what came out
   * @throws TimeoutException when something that must happen did not happen in time
   */
  Outcome run() throws IOException, InterruptedException, TimeoutException {
    awaitInSync(Node.MASTER);
    try (ReadBack readBack = new ReadBack(proxy)) {
      readBack.layFoundation(FOUNDATION_KEYS);
    }
    try (Writers writers = new Writers(CLIENTS, proxy)) {
      screen.step(1, CLIENTS + " clients write through the proxy, each waits for every reply.");
      rest(STEADY);
      screen.fact(writers.acknowledged() + " writes are acknowledged so far.");
      Writers.Pause crash = crash(writers);
      Set<String> lost = backInSync(writers);
      int acked = writers.acknowledged();
      Writers.Pause planned = plannedReturn(writers);
      return count(
          writers, new Outcome(crash, acked, lost.size(), 0, planned, 0, CLIENTS, page), lost);
    }
  }

  private Writers.Pause crash(Writers writers)
      throws IOException, InterruptedException, TimeoutException {
    screen.step(2, options.hang() ? "Master hangs (SIGSTOP)." : "Master dies (kill -9).");
    writers.beginPhase();
    if (options.hang()) {
      master.signal("STOP");
    } else {
      master.kill();
    }
    long struck = System.nanoTime();
    await("the clients to write again", () -> active(Node.BACKUP) && writers.allWroteAfter(struck));
    rest(options.hang() ? HANG : DEAD);
    Writers.Pause pause = writers.pause();
    screen.fact("Backup took over. Writes stood still for " + Screen.words(pause) + ".");
    return pause;
  }

  private Set<String> backInSync(Writers writers)
      throws IOException, InterruptedException, TimeoutException {
    screen.step(
        3, options.hang() ? "Master wakes up (SIGCONT)." : "Master is started again, empty.");
    long began = System.nanoTime();
    if (options.hang()) {
      master.signal("CONT");
    } else {
      master.restart();
    }
    awaitInSync(Node.BACKUP);
    screen.fact(
        "It is a replica of Backup and in sync after "
            + Screen.seconds(Duration.ofNanos(System.nanoTime() - began))
            + ".");
    int acked = writers.acknowledged();
    Set<String> lost = lost(writers);
    screen.fact(
        "Acknowledged writes lost: " + lost.size() + " of " + acked + ". Every one was read back.");
    return lost;
  }

  private Writers.Pause plannedReturn(Writers writers)
      throws InterruptedException, TimeoutException {
    screen.step(4, "The planned return to Master.");
    rest(STEADY);
    writers.beginPhase();
    controller.switchover(Node.MASTER);
    await("the planned return", () -> active(Node.MASTER));
    long returned = System.nanoTime();
    await("the clients to write again", () -> writers.allWroteAfter(returned));
    Writers.Pause pause = writers.pause();
    screen.fact("Writes stood still for " + Screen.words(pause) + ".");
    awaitInSync(Node.MASTER);
    rest(DEAD);
    return pause;
  }

  private Outcome count(Writers writers, Outcome sofar, Set<String> lostInCrash) {
    writers.close();
    Set<String> lostInReturn = lost(writers);
    lostInReturn.removeAll(lostInCrash);
    int foundation;
    try (ReadBack readBack = new ReadBack(proxy)) {
      foundation = readBack.lostFoundation(FOUNDATION_KEYS).size();
    }
    screen.fact(
        "Acknowledged writes lost: "
            + lostInReturn.size()
            + ". Client errors: "
            + sofar.planned().errors()
            + ".");
    return new Outcome(
        sofar.crash(),
        sofar.ackedWrites(),
        sofar.crashLost(),
        foundation,
        sofar.planned(),
        lostInReturn.size(),
        CLIENTS,
        page);
  }

  private Set<String> lost(Writers writers) {
    try (ReadBack readBack = new ReadBack(proxy)) {
      return new HashSet<>(readBack.lost(writers));
    }
  }

  private boolean active(Node node) {
    return controller.status().active().filter(node::equals).isPresent();
  }

  private void awaitInSync(Node active) throws InterruptedException, TimeoutException {
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
                .formatted(Screen.seconds(LIMIT), what, status.sentence()));
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static void rest(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }
}
