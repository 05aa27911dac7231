package io.redisfailover.simulation;

import java.util.List;

/**
 * Whether a dead active server must have been replaced without a decision: nothing else failed but
 * processes of ours that stood still, or one of them that crashed beside another.
 */
final class FailoverVerdict {
  private FailoverVerdict() {}

  static void judge(World world, List<SimFault> faults) {
    if (isCalledFor(world, faults) && world.ledger.unplannedPromotions == 0) {
      world.ledger.violation("NO FAILOVER", world.proxies.getFirst().why);
    }
  }

  private static boolean isCalledFor(World world, List<SimFault> faults) {
    boolean known =
        faults.stream()
            .allMatch(fault ->
                switch (fault.kind()) {
                  case KILL -> fault.duration() == StandstillPlan.DEAD;
                  case PROXY_PAUSE,
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
