package io.redisfailover.bench.result;

import io.redisfailover.bench.machine.Machine;
import java.util.List;

/**
 * A run of {@code bench/hostile}.
 *
 * @param command the words after {@code bench/hostile}
 * @param date the day of the run, as {@code 2026-01-31}
 * @param machine what it ran on
 * @param load how many processes wanted a processor on average in the minute before the run
 * @param writers how many wrote
 * @param acknowledged writes with a reply
 * @param lost those of them that are not there at the end
 * @param lostTooMany those that exceed what the protocol allows, over all writers
 * @param calmMillis each writer's longest wait while nothing failed, in milliseconds
 * @param calmAtMillis when each of these began, in milliseconds since the beginning
 * @param faults the pauses of each kind of fault
 * @param attacks what the peers did
 * @param processes what the proxies held before and afterwards
 * @param healthChecks how often a proxy was asked for its health
 * @param troubles a sentence for everything else that was wrong
 */
public record HostileResult(
    String command,
    String date,
    Machine machine,
    double load,
    int writers,
    long acknowledged,
    long lost,
    long lostTooMany,
    List<Integer> calmMillis,
    List<Integer> calmAtMillis,
    List<FaultPauses> faults,
    List<AttackCount> attacks,
    List<Footprint> processes,
    int healthChecks,
    List<String> troubles) {
  /** Copies the lists. */
  public HostileResult {
    calmMillis = List.copyOf(calmMillis);
    calmAtMillis = List.copyOf(calmAtMillis);
    faults = List.copyOf(faults);
    attacks = List.copyOf(attacks);
    processes = List.copyOf(processes);
    troubles = List.copyOf(troubles);
  }
}
