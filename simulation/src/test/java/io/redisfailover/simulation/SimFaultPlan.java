package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.simulation.SimFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the faults of a history from its seed. */
final class SimFaultPlan {
  private static final Kind[] ALL = {
    Kind.KILL,
    Kind.KILL,
    Kind.KILL,
    Kind.HANG,
    Kind.HANG,
    Kind.CUT_SERVERS,
    Kind.CUT_SERVERS,
    Kind.CUT,
    Kind.CUT,
    Kind.SPLIT,
    Kind.SLOW_REPLICATION,
    Kind.PROXY_CRASH,
    Kind.PROXY_PAUSE,
    Kind.CONTROLLER_CRASH,
    Kind.CONTROLLER_PAUSE,
    Kind.CONTROLLER_PAUSE,
    Kind.API_DOWN,
    Kind.SWITCH,
    Kind.SWITCH,
    Kind.SWITCH,
    Kind.STOP,
    Kind.FLUSH_FUNCTIONS,
    Kind.KILL_BOTH,
    Kind.WIPE,
    Kind.FOREIGN,
    Kind.CONTROLLER_AWAY,
    Kind.CLOSE_CONNECTIONS,
    Kind.SLOW_SERVER,
    Kind.SLOW_SERVER
  };
  private static final Kind[] CONTROL = {
    Kind.PROXY_CRASH,
    Kind.PROXY_PAUSE,
    Kind.CONTROLLER_CRASH,
    Kind.CONTROLLER_PAUSE,
    Kind.API_DOWN,
    Kind.CLOSE_CONNECTIONS,
    Kind.SWITCH,
    Kind.SWITCH
  };
  private static final Kind[] PLANNED = {Kind.SWITCH, Kind.SWITCH, Kind.STOP, Kind.ROLL};
  private static final Kind[] CRASH = {Kind.KILL, Kind.STOP, Kind.HANG, Kind.KILL_BOTH};

  private final Random random;

  private SimFaultPlan(Random random) {
    this.random = random;
  }

  /** The faults of a seed; its last digit says of which sort the history is. */
  static List<SimFault> of(long seed) {
    SimFaultPlan plan = new SimFaultPlan(new Random(seed * 1_000_003 + 11));
    StandstillPlan standstills = new StandstillPlan(seed);
    if (seed % 20 == 15) {
      return standstills.crash();
    }
    List<SimFault> faults = possible(plan.draw(seed));
    return seed % 10 == 0 ? faults : standstills.beside(faults);
  }

  /**
   * A server that starts as a primary by itself breaks what the protocol rests on, the parked
   * start. That is survived as long as somebody reaches the standby before it copies what came up;
   * with the network cut as well nothing can be promised, so these two are not drawn together.
   */
  private static List<SimFault> possible(List<SimFault> faults) {
    boolean foreign = faults.stream().anyMatch(fault -> fault.kind() == Kind.FOREIGN);
    return foreign
        ? faults.stream()
            .filter(fault ->
                switch (fault.kind()) {
                  case CUT, CUT_SERVERS, SPLIT -> false;
                  default -> true;
                })
            .toList()
        : faults;
  }

  private List<SimFault> draw(long seed) {
    return switch ((int) (seed % 10)) {
      case 0 -> planned();
      case 1 -> scattered(CONTROL);
      case 2 -> withoutController();
      case 3 -> around(Kind.SWITCH);
      case 4 -> around(Kind.STOP);
      case 5 -> around(Kind.KILL);
      default -> scattered(ALL);
    };
  }

  private List<SimFault> planned() {
    List<SimFault> faults = new ArrayList<>();
    SimFault first = draw(pick(PLANNED), SECOND);
    faults.add(first);
    if (random.nextBoolean()) {
      faults.add(draw(Kind.SWITCH, first.at() + first.duration() + 8 * SECOND));
    }
    return faults;
  }

  private List<SimFault> withoutController() {
    return List.of(
        new SimFault(Kind.CONTROLLER_AWAY, 800 * MILLI, 12 * SECOND, 0, 0, 0),
        draw(pick(CRASH), 2 * SECOND));
  }

  private List<SimFault> scattered(Kind[] kinds) {
    List<SimFault> faults = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      faults.add(draw(pick(kinds), SECOND + random.nextInt((int) (8 * SECOND))));
    }
    return faults;
  }

  /** Faults that fall close to one event, before or after it. */
  private List<SimFault> around(Kind kind) {
    List<SimFault> faults = new ArrayList<>();
    long base = SECOND + random.nextInt((int) SECOND);
    faults.add(draw(kind, base));
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      long offset =
          random.nextBoolean()
              ? random.nextInt((int) (60 * MILLI))
              : random.nextInt((int) (3 * SECOND));
      faults.add(draw(pick(ALL), Math.max(0, base - 20 * MILLI) + offset));
    }
    return faults;
  }

  private SimFault draw(Kind kind, long at) {
    int server = random.nextInt(3) == 0 ? 1 : 0;
    int variant = random.nextInt(4);
    return switch (kind) {
      case CUT_SERVERS -> new SimFault(kind, at, duration(50, 6_000), 0, 1, variant);
      case CUT -> {
        int who = Party.FIRST_PROXY + random.nextInt(Party.PROXIES + 1);
        int from =
            random.nextInt(5) == 0
                ? Party.FIRST_PROXY + random.nextInt(Party.PROXIES + 1)
                : random.nextInt(2);
        yield new SimFault(kind, at, duration(50, 6_000), who, from, variant);
      }
      case SPLIT ->
          new SimFault(
              kind,
              at,
              duration(300, 6_000),
              1 + random.nextInt((1 << (Party.PROXIES + 1)) - 1),
              0,
              variant);
      case PROXY_CRASH, PROXY_PAUSE ->
          new SimFault(kind, at, duration(20, 4_000), random.nextInt(Party.PROXIES), 0, variant);
      case CONTROLLER_CRASH, CONTROLLER_AWAY ->
          new SimFault(kind, at, duration(50, 5_000), 0, 0, variant);
      case CONTROLLER_PAUSE -> new SimFault(kind, at, duration(20, 5_000), 0, 0, variant);
      case API_DOWN, HANG, SLOW_SERVER ->
          new SimFault(kind, at, duration(100, 6_000), server, 0, variant);
      case ROLL -> new SimFault(kind, at, 14 * SECOND, 0, 0, variant);
      case SWITCH -> new SimFault(kind, at, 2 * SECOND, 0, 0, variant);
      case SLOW_REPLICATION -> new SimFault(kind, at, duration(300, 4_000), 0, 0, variant);
      case KILL,
          WIPE,
          FOREIGN,
          KILL_BOTH,
          STOP,
          CLOSE_CONNECTIONS,
          FLUSH_FUNCTIONS,
          WRITE_FUNCTIONS ->
          new SimFault(kind, at, duration(20, 5_000), server, 0, variant);
    };
  }

  private Kind pick(Kind[] kinds) {
    return kinds[random.nextInt(kinds.length)];
  }

  private long duration(int shortest, int longest) {
    return length(random, shortest, longest);
  }

  /** {@return a time between the two, in milliseconds; short ones are as likely as long ones} */
  static long length(Random random, int shortest, int longest) {
    return (long) (shortest * MILLI * Math.pow((double) longest / shortest, random.nextDouble()));
  }
}
