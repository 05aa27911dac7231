package io.redisfailover.simulation;

import java.util.List;

/**
 * Whether a history may end with a question to an administrator: only where no allowed source
 * exists.
 */
final class BlockedVerdict {
  private BlockedVerdict() {}

  static void judge(World world, List<SimFault> faults, String question) {
    boolean dataGone = world.ledger.allCopiesDestroyed || destroyed(world);
    boolean riddle =
        faults.stream()
            .anyMatch(fault ->
                switch (fault.kind()) {
                  case FOREIGN, WIPE, FLUSH_FUNCTIONS, WRITE_FUNCTIONS -> true;
                  default -> false;
                });
    boolean mixed = question.contains("the newer copy is unknown");
    if (!dataGone && !riddle && !mixed) {
      world.ledger.violation("BLOCKED WITHOUT NEED", question);
    }
    if (question.contains("may hold newer writes")) {
      world.ledger.violation("BLOCKED WITH BOTH SERVERS THERE", question);
    }
  }

  private static boolean destroyed(World world) {
    return world.ledger.writes.stream().anyMatch(write -> write.destroyedBy != null);
  }
}
