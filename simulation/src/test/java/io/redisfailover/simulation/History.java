package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One simulated history: a seed, its faults, and the verdict. */
final class History {
  private static final int MOST_STEPS = 5_000_000;
  private static final long PATIENCE = 35 * SECOND;

  /** How a history ended. */
  enum End {
    NORMAL,
    BLOCKED,
    STUCK,
    RUNAWAY
  }

  /**
   * What came out of a history.
   *
   * @param seed its number
   * @param faults what happened in it
   * @param end how it ended
   * @param detail the controller's question, or where it is stuck
   * @param violations what must not happen and did, by kind
   * @param lost acknowledged writes that are lost, by kind
   * @param failovers promotions that nobody asked for
   */
  record Verdict(
      long seed,
      List<SimFault> faults,
      End end,
      String detail,
      Map<String, String> violations,
      Map<String, Integer> lost,
      int failovers) {
    boolean clean() {
      return violations.isEmpty();
    }
  }

  private final long seed;
  private final List<SimFault> faults;
  private final World world;
  private long faultsEnd = 2 * SECOND;
  private long normalSince = -1;
  private End end = End.STUCK;
  private String detail = "";

  private History(long seed, List<SimFault> faults, Guards guards, StringBuilder log) {
    this.seed = seed;
    this.faults = faults;
    this.world = new World(seed, guards, log);
    // A primary that comes back empty is copied before anything of ours gets there from afar.
    if (faults.stream().noneMatch(fault -> fault.kind() == SimFault.Kind.FOREIGN)) {
      world.separate();
    }
  }

  /** Plays the history of a seed. */
  static Verdict play(long seed, Guards guards) {
    return play(seed, SimFaultPlan.of(seed), guards, null);
  }

  /**
   * Plays given faults with the chances of a seed; writes every step to the log, if there is one.
   */
  static Verdict play(long seed, List<SimFault> faults, Guards guards, StringBuilder log) {
    return new History(seed, faults, guards, log).play();
  }

  /** The fewest of a seed's faults that still show the same violation. */
  static List<SimFault> shrink(long seed, List<SimFault> faults, Guards guards, String violation) {
    List<SimFault> current = new ArrayList<>(faults);
    for (int i = 0; i < current.size(); ) {
      List<SimFault> fewer = new ArrayList<>(current);
      fewer.remove(i);
      if (play(seed, fewer, guards, null).violations.containsKey(violation)) {
        current = fewer;
        i = 0;
      } else {
        i++;
      }
    }
    return current;
  }

  private Verdict play() {
    SimFaultInjector injector = new SimFaultInjector(world);
    world.onlyPlanned = faults.stream().allMatch(SimFault::isPlanned);
    world.faultsHarmless = faults.stream().allMatch(SimFault::isHarmless);
    for (SimFault fault : faults) {
      faultsEnd = Math.max(faultsEnd, fault.at() + fault.duration());
      world.events.after(fault.at(), () -> injector.inject(fault));
    }
    world.start();
    world.events.after(faultsEnd + MILLI, this::settle);
    world.events.after(faultsEnd + 500 * MILLI, this::watch);
    int steps = 0;
    while (world.events.step()) {
      if (++steps > MOST_STEPS) {
        end = End.RUNAWAY;
        world.events.stop();
      }
    }
    return verdict();
  }

  private void settle() {
    for (Server server : Server.values()) {
      world.server(server).small = false;
    }
    SimController second = world.controllers.get(1);
    if (second.up && second.leader) {
      world.controllers.get(0).leader = false;
    }
  }

  private void watch() {
    long now = world.events.now();
    if (world.isNormal()) {
      normalSince = normalSince < 0 ? now : normalSince;
      if (now - normalSince > 2 * SECOND) {
        end = End.NORMAL;
        world.events.stop();
        return;
      }
    } else {
      normalSince = -1;
    }
    boolean allUp = world.isEverybodyUp();
    if (allUp && now > faultsEnd + PATIENCE) {
      world
          .leader()
          .question
          .ifPresentOrElse(
              question -> {
                end = End.BLOCKED;
                detail = question;
              },
              () -> detail = world.describe());
      world.events.stop();
      return;
    }
    world.events.after(500 * MILLI, this::watch);
  }

  private Verdict verdict() {
    world.promises.conclude();
    Map<String, Integer> lost =
        end == End.NORMAL ? new LossVerdict(world).judge(world.active()) : Map.of();
    if (end == End.STUCK || end == End.RUNAWAY) {
      world.ledger.violation(end.name(), detail);
    }
    if (end == End.BLOCKED) {
      BlockedVerdict.judge(world, faults, detail);
    }
    FailoverVerdict.judge(world, faults);
    return new Verdict(
        seed,
        faults,
        end,
        detail,
        Map.copyOf(world.ledger.violations),
        lost,
        world.ledger.unplannedPromotions);
  }
}
