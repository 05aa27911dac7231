package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.simulation.SimFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws the standstills of proxies and controllers: any of them, at any step, for 1 ms to 10 s,
 * close to another fault or not.
 */
final class StandstillPlan {
  private static final int SHORTEST_MILLIS = 1;
  private static final int LONGEST_MILLIS = 10_000;

  /** How long the active server stays dead where it is to be replaced whatever else happens. */
  static final long DEAD = 20 * SECOND;

  private final Random random;

  StandstillPlan(long seed) {
    // Drawn beside the other faults, which stay as the seed has them.
    random = new Random(seed * 15_485_863 + 3);
  }

  /**
   * {@return these faults, with standstills beside them in every third history} Not where a server
   * starts as a primary by itself: somebody has to reach the standby before it copies that one.
   */
  List<SimFault> beside(List<SimFault> faults) {
    boolean foreign = faults.stream().anyMatch(fault -> fault.kind() == Kind.FOREIGN);
    if (random.nextInt(3) > 0 || faults.isEmpty() || foreign) {
      return faults;
    }
    List<SimFault> more = new ArrayList<>(faults);
    more.addAll(around(faults.get(random.nextInt(faults.size())).at()));
    return more;
  }

  /**
   * {@return the crash of the active server, which stays dead, beside standstills or the crash of
   * one other process; sometimes without a controller}
   */
  List<SimFault> crash() {
    List<SimFault> faults = new ArrayList<>();
    long at = 4 * SECOND + random.nextInt((int) SECOND);
    faults.add(new SimFault(Kind.KILL, at, DEAD, 0, 0, 2));
    boolean controlled = random.nextBoolean();
    if (!controlled) {
      faults.add(new SimFault(Kind.CONTROLLER_AWAY, SECOND, 2 * DEAD, 0, 0, 0));
    }
    if (random.nextInt(4) == 0) {
      long crash = at - 2 * SECOND + random.nextInt((int) (4 * SECOND));
      long length = 20 * MILLI + random.nextInt((int) (4 * SECOND));
      int party = Party.FIRST_PROXY + random.nextInt(Party.PROXIES + (controlled ? 1 : 0));
      faults.add(
          Party.isProxy(party)
              ? new SimFault(Kind.PROXY_CRASH, crash, length, party - Party.FIRST_PROXY, 0, 0)
              : new SimFault(Kind.CONTROLLER_CRASH, crash, length, 0, 0, 0));
    } else {
      faults.addAll(around(at));
    }
    return faults;
  }

  /** One process, each with the same chance, or all at about the same moment. */
  private List<SimFault> around(long at) {
    List<SimFault> faults = new ArrayList<>();
    int chance = random.nextInt(3);
    int chosen = random.nextInt(Party.PROXIES + 1);
    boolean together = random.nextBoolean();
    SimFault common = standstill(at);
    for (int process = 0; process <= Party.PROXIES; process++) {
      boolean stands =
          switch (chance) {
            case 0 -> process == chosen;
            case 1 -> random.nextBoolean();
            default -> true;
          };
      if (stands) {
        SimFault mine = together ? common : standstill(at);
        long from = mine.at() + random.nextInt((int) (50 * MILLI));
        boolean proxy = process < Party.PROXIES;
        faults.add(
            new SimFault(
                proxy ? Kind.PROXY_PAUSE : Kind.CONTROLLER_PAUSE,
                from,
                mine.duration(),
                proxy ? process : 0,
                0,
                2));
      }
    }
    return faults;
  }

  /** It lasts over the moment, or begins or ends close to it. */
  private SimFault standstill(long moment) {
    long length = SimFaultPlan.length(random, SHORTEST_MILLIS, LONGEST_MILLIS);
    long before = (long) (random.nextDouble() * (length + 100 * MILLI));
    long from = Math.max(SECOND, moment + 50 * MILLI - before);
    return new SimFault(Kind.PROXY_PAUSE, from, length, 0, 0, 0);
  }
}
