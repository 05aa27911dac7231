package io.redisfailover.bench.soak;

import io.redisfailover.bench.disturbance.SlowCommand;
import io.redisfailover.realredis.process.DiskMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The faults of one seed, without an end: the same seed gives the same faults, whatever comes of
 * them. The last proxy never dies, so that one process shows whether anything grows over the whole
 * run. Not safe for threads.
 */
final class FaultPlan {
  /** Of so many faults of a server, one comes with the death of a proxy, and one with stalls. */
  private static final int RARELY = 4;

  private static final double LONGEST_STALL_MILLIS = 10_000;

  /** Of so many faults, so many are drawn by each case of {@link #next}. */
  private static final int DRAWS = 30;

  /** Of the processor time that a throttled process gets, in percent of one processor. */
  private static final List<Integer> PERCENTS = List.of(50, 20);

  private static final List<CutKind> CUTS = List.of(CutKind.values());
  private static final List<Setting> SETTINGS = List.of(Setting.values());
  private static final List<SlowCommand.Kind> COMMANDS = List.of(SlowCommand.Kind.values());

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
        switch (random.nextInt(DRAWS)) {
          case 0, 1, 2, 3 -> new Fault.Kill(role(), time());
          case 4, 5 -> new Fault.Kill(Role.ACTIVE, quick());
          case 6, 7, 8 -> new Fault.Hang(role(), time());
          case 9, 10, 11 -> new Fault.CutProxy(random.nextInt(proxies), role(), cut(), time());
          case 12, 13 -> new Fault.CutReplication(cut(), time());
          case 14, 15 -> new Fault.CutControl(1 + random.nextInt(proxies - 1), cut(), time());
          case 16, 17 -> mortalProxy();
          case 18, 19 -> new Fault.Switch();
          case 20, 21, 22 -> busy();
          case 23, 24 -> throttled();
          case 25, 26 -> persistence == DiskMode.AOF ? stalledDisk() : busy();
          case 27, 28 -> stalledProxies();
          default -> new Fault.Drift(role(), SETTINGS.get(random.nextInt(SETTINGS.size())));
        };
    boolean ofServer = fault instanceof Fault.Kill || fault instanceof Fault.Hang;
    return switch (ofServer ? random.nextInt(RARELY) : RARELY) {
      case 0 -> new Step(List.of(fault, mortalProxy()));
      case 1 -> new Step(List.of(stalledProxies(), fault));
      default -> new Step(List.of(fault));
    };
  }

  /** One, some or all; for 1 ms to 10 s, short ones as likely as long ones. */
  private Fault stalledProxies() {
    List<Integer> stalled = new ArrayList<>();
    int certain = random.nextInt(proxies);
    boolean all = random.nextInt(3) == 0;
    for (int proxy = 0; proxy < proxies; proxy++) {
      if (all || proxy == certain || random.nextInt(3) == 0) {
        stalled.add(proxy);
      }
    }
    long millis = (long) Math.pow(LONGEST_STALL_MILLIS, random.nextDouble());
    return new Fault.StallProxies(stalled, Duration.ofMillis(millis));
  }

  private Fault busy() {
    SlowCommand.Kind kind = COMMANDS.get(random.nextInt(COMMANDS.size()));
    Duration length = Duration.ofMillis(1000 + random.nextInt(5000));
    return new Fault.Busy(new SlowCommand(kind, length), 1 + random.nextInt(3));
  }

  private Fault throttled() {
    int percent = PERCENTS.get(random.nextInt(PERCENTS.size()));
    Duration lasts = Duration.ofMillis(5000 + random.nextInt(15_000));
    return random.nextBoolean()
        ? new Fault.ThrottleServer(role(), percent, lasts)
        : new Fault.ThrottleProxy(random.nextInt(proxies), percent, lasts);
  }

  private Fault stalledDisk() {
    return new Fault.DiskStall(role(), Duration.ofMillis(500 + random.nextInt(4500)));
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
