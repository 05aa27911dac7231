package io.redisfailover.simulation;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import io.redisfailover.simulation.ContractPair.Shown;
import io.redisfailover.testbed.redis.RedisRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One random sequence of steps, done to a simulated pair and to a real one; after each step both
 * must show the same. A seed and a release are one sequence.
 */
final class ContractSequence {
  private static final long PROBE_AGAIN_NANOS = 5_000_000;

  /**
   * So often in a row they must show the same: they have settled, and are not just on their way.
   */
  private static final int LOOKS = 3;

  /** One sequence of so many ends with a rest, which takes real time. */
  private static final int RESTS_EVERY = 5;

  private final long seed;
  private final RedisRelease release;
  private final Duration patience;
  private final ContractPlan plan;
  private final Map<Server, Persistence> persistence;
  private final SimulatedPair simulated;
  private final StringBuilder trace = new StringBuilder();
  private final List<ContractStep> done = new ArrayList<>();
  private final ContractComparison.Ids ids = new ContractComparison.Ids();
  private final Map<ContractStep.Kind, Integer> counts = new EnumMap<>(ContractStep.Kind.class);

  /**
   * The sequence of a seed.
   *
   * @param patience how long real servers have to show what the simulated ones do
   */
  ContractSequence(long seed, RedisRelease release, Duration patience) {
    this.seed = seed;
    this.release = release;
    this.patience = patience;
    plan = new ContractPlan(seed, release.carriesMarkers());
    persistence = plan.persistence();
    simulated =
        new SimulatedPair(
            seed, persistence, release.carriesMarkers(), simulated(release.name()), trace);
  }

  private static SimRelease simulated(String release) {
    if (release.startsWith("Redis 7.0.")) {
      return SimRelease.REDIS_7_0;
    }
    boolean olderThan8 = release.startsWith("Redis 7.") || release.startsWith("Valkey");
    return olderThan8 ? SimRelease.REDIS_7_2 : SimRelease.REDIS_8;
  }

  /** {@return how many steps of each kind it had} */
  Map<ContractStep.Kind, Integer> counts() {
    return counts;
  }

  /**
   * Plays it.
   *
   * @param folder for what the servers write
   * @param stop whether nobody wants to know any more
   * @return what differs, and after which steps; empty when nothing does
   */
  Optional<String> play(Path folder, BooleanSupplier stop) {
    try (RealPair real = new RealPair(release, folder, persistence)) {
      Optional<String> difference = compared(real, stop);
      ContractStep step = plan.next(simulated.world);
      while (difference.isEmpty() && step != null && !stop.getAsBoolean()) {
        done.add(step);
        counts.merge(step.kind(), 1, Integer::sum);
        trace.append("== ").append(step).append('\n');
        boolean taken = simulated.apply(step);
        boolean reallyTaken = real.apply(step);
        difference =
            taken == reallyTaken
                ? compared(real, stop)
                : Optional.of("taken: simulated " + taken + ", real " + reallyTaken);
        step = plan.next(simulated.world);
      }
      if (difference.isEmpty() && seed % RESTS_EVERY == 0) {
        difference = rested(real);
      }
      return difference.map(this::report);
    } catch (RuntimeException broken) {
      throw new IllegalStateException(report("it broke off"), broken);
    }
  }

  /** A replica that is sent nothing says so for as long as it is. */
  private Optional<String> rested(RealPair real) {
    for (Server master : Server.values()) {
      SimServer replica = simulated.world.server(master.other());
      boolean flows =
          replica.up && !replica.hung && replica.link.isUp() && simulated.canBePingedBy(master);
      if (flows) {
        ContractStep ping = ContractStep.of(ContractStep.Kind.PING, master);
        trace.append("== ").append(ping).append(", and nothing for a while\n");
        simulated.apply(ping);
        real.apply(ping);
        LockSupport.parkNanos(SimulatedPair.SETTLED * 1_000);
        return ContractComparison.differenceOfSilence(
            replica.server,
            simulated.probe().get(replica.server),
            real.probe().get(replica.server));
      }
    }
    return Optional.empty();
  }

  private Optional<String> compared(RealPair real, BooleanSupplier stop) {
    String merge = simulated.world.ledger.violations.get("MERGE");
    if (merge != null) {
      return Optional.of("simulated servers resume with other data: " + merge);
    }
    Map<Server, Shown> expected = simulated.probe();
    long end = System.nanoTime() + patience.toNanos();
    List<String> differences = ContractComparison.differences(expected, real.probe(), ids);
    int alike = differences.isEmpty() ? 1 : 0;
    while (alike < LOOKS && System.nanoTime() < end && !stop.getAsBoolean()) {
      LockSupport.parkNanos(PROBE_AGAIN_NANOS);
      differences = ContractComparison.differences(expected, real.probe(), ids);
      alike = differences.isEmpty() ? alike + 1 : 0;
    }
    boolean waited = System.nanoTime() >= end;
    return waited && !differences.isEmpty()
        ? Optional.of(String.join("\n  ", differences))
        : Optional.empty();
  }

  private String report(String difference) {
    StringBuilder text = new StringBuilder();
    text.append("sequence ").append(seed).append(" on ").append(release).append(", ");
    persistence.forEach((server, kept) -> text.append(server).append(' ').append(kept).append(' '));
    text.append("(-Dcontract.seed=").append(seed).append(" plays it alone)\n");
    done.forEach(step -> text.append("  ").append(step).append('\n'));
    text.append("after which:\n  ").append(difference).append("\nthe simulated servers:\n");
    return text.append(trace).toString();
  }
}
