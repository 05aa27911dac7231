package io.redisfailover.bench.soak;

import io.redisfailover.realredis.process.DiskMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * The faults of one seed, without an end: the same seed gives the same faults, whatever comes of
 * them. The last proxy never dies, so that one process shows whether anything grows over the whole
 * run. Not safe for threads.
 */
final class FaultPlan {
  /** Two faults at a time are one in so many. */
  private static final int RARELY = 4;

  /** Kinds of faults that are drawn; a kill counts twice, because it is what happens most. */
  private static final int KINDS = 9;

  private static final List<CutKind> CUTS = List.of(CutKind.values());

  private final Random random;
  private final int proxies;
  private final DiskMode persistence;

  /**
   * A plan.
   *
   * @param seed what it is made from
   * @param proxies how many there are, at least 2
   */
  FaultPlan(long seed, int proxies) {
    this.random = new Random(seed);
    this.proxies = proxies;
    this.persistence = random.nextBoolean() ? DiskMode.AOF : DiskMode.NONE;
  }

  /** {@return how the servers keep their data} */
  DiskMode persistence() {
    return persistence;
  }

  /** {@return what comes next} */
  Step next() {
    Fault fault =
        switch (random.nextInt(KINDS)) {
          case 0, 1 -> new Fault.Kill(role(), time());
          case 2 -> new Fault.Kill(Role.ACTIVE, quick());
          case 3 -> new Fault.Hang(role(), time());
          case 4 -> new Fault.CutProxy(random.nextInt(proxies), role(), cut(), time());
          case 5 -> new Fault.CutReplication(cut(), time());
          case 6 -> new Fault.CutControl(1 + random.nextInt(proxies - 1), cut(), time());
          case 7 -> mortalProxy();
          default -> new Fault.Switch();
        };
    boolean ofServer = fault instanceof Fault.Kill || fault instanceof Fault.Hang;
    return ofServer && random.nextInt(RARELY) == 0
        ? new Step(List.of(fault, mortalProxy()))
        : new Step(List.of(fault));
  }

  private Fault mortalProxy() {
    return new Fault.KillProxy(random.nextInt(proxies - 1), time());
  }

  private Role role() {
    return random.nextBoolean() ? Role.ACTIVE : Role.STANDBY;
  }

  private CutKind cut() {
    return CUTS.get(random.nextInt(CUTS.size()));
  }

  /** {@return short and long ones alike: around every time limit of the protocol} */
  private Duration time() {
    return switch (random.nextInt(3)) {
      case 0 -> quick();
      case 1 -> Duration.ofMillis(500 + random.nextInt(2500));
      default -> Duration.ofMillis(3000 + random.nextInt(5000));
    };
  }

  private Duration quick() {
    return Duration.ofMillis(random.nextInt(500));
  }
}
