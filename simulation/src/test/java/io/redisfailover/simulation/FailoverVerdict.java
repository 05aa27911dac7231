package io.redisfailover.simulation;

import java.util.List;

/**
 * Whether a dead active server must have been replaced without a decision: nothing else failed but
 * processes of ours that stood still, or one of them that crashed beside another.
 */
final class FailoverVerdict {
  private FailoverVerdict() {}

  static void judge(World world, List<SimFault> faults) {
    if (isCalledFor(world, faults) && !happened(world, faults)) {
      world.ledger.violation("NO FAILOVER", world.proxies.getFirst().why);
    }
  }

  /** Before the dead server was started again: whatever follows on that proves nothing. */
  private static boolean happened(World world, List<SimFault> faults) {
    long back =
        faults.stream()
            .filter(fault -> fault.kind() == SimFault.Kind.KILL)
            .mapToLong(fault -> fault.at() + fault.duration())
            .findAny()
            .orElseThrow();
    return world.ledger.promotions.stream().anyMatch(promotion -> promotion.at() < back);
  }

  private static boolean isCalledFor(World world, List<SimFault> faults) {
    boolean known =
        faults.stream()
            .allMatch(fault ->
                switch (fault.kind()) {
                  case KILL -> fault.duration() == StandstillPlan.DEAD;
                  case SLOW_SERVER,
                      PROXY_PAUSE,
                      PROXY_CRASH,
                      CONTROLLER_AWAY,
                      CONTROLLER_CRASH,
                      CONTROLLER_PAUSE ->
                      true;
                  default -> false;
                });
    long kills = count(faults, SimFault.Kind.KILL);
    boolean controlled = count(faults, SimFault.Kind.CONTROLLER_AWAY) == 0;
    boolean crashed =
        faults.stream()
            .anyMatch(fault ->
                fault.kind() == SimFault.Kind.PROXY_CRASH && fault.a() < world.proxies.size());
    boolean watched = !crashed || controlled || world.proxies.size() > 1;
    return known
        && kills == 1
        && watched
        && world.slowestReplication == 0
        && !world.isFleetChanged()
        && world.proxies.stream().noneMatch(proxy -> proxy.oldRelease);
  }

  private static long count(List<SimFault> faults, SimFault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).count();
  }
}
