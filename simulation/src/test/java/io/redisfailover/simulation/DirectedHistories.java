package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.simulation.SimFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Histories in which the faults fall where one rule of the protocol is needed; the seed moves them
 * by milliseconds. Random faults would need millions of histories to meet these moments.
 */
enum DirectedHistories {
  /**
   * The servers are cut from each other, the active one dies, the controller starts from its
   * record.
   */
  STALE_STANDBY_AND_A_NEW_OBSERVER(0) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = 2 * SECOND;
      long dead = cut + 2 * SECOND + between(random, 0, 500);
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 8 * SECOND, 0, 1, random.nextInt(2)));
      faults.add(new SimFault(Kind.CONTROLLER_CRASH, dead - 50 * MILLI, 100 * MILLI, 0, 0, 0));
      faults.add(new SimFault(Kind.KILL, dead, 3 * SECOND, 0, 0, 0));
    }
  },
  /** Replication falls far behind while its link stays up; then the active one dies. */
  LAGGING_STANDBY(1) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long slow = 2 * SECOND + between(random, 0, 500);
      faults.add(new SimFault(Kind.SLOW_REPLICATION, slow, 6 * SECOND, 0, 0, 3));
      faults.add(
          new SimFault(Kind.KILL, slow + SECOND + between(random, 0, 900), 4 * SECOND, 0, 0, 0));
    }
  },
  /** The servers are cut from each other; the active one stands still for less than counts. */
  SHORT_SILENCE_BESIDE_A_CUT_LINK(2) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = 2 * SECOND;
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 6 * SECOND, 0, 1, 0));
      faults.add(
          new SimFault(
              Kind.HANG, cut + between(random, 100, 3_000), between(random, 550, 1_000), 0, 0, 0));
    }
  },
  /** The same while nobody writes, so that the standby is not known to be behind. */
  SHORT_SILENCE_WHILE_NOBODY_WRITES(3) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = cutLinkWhileNobodyWrites(faults);
      faults.add(
          new SimFault(
              Kind.HANG,
              cut + between(random, 2_500, 4_000),
              between(random, 650, 1_000),
              0,
              0,
              0));
    }
  },
  /** A switchover whose roll-back is held up in the network until proxies have finished it. */
  LATE_ROLL_BACK(4) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(new SimFault(Kind.SLOW_REPLICATION, at - 100 * MILLI, 1_500 * MILLI, 0, 0, 1));
      faults.add(new SimFault(Kind.SWITCH, at, 0, 0, 0, 0));
      faults.add(
          new SimFault(
              Kind.CUT,
              at + between(random, 990, 1_060),
              between(random, 1_500, 3_500),
              Party.FIRST_CONTROLLER,
              random.nextInt(2),
              random.nextBoolean() ? 2 : 0));
    }
  },
  /**
   * A proxy starts in a switchover whose standby has caught up just when the controller gives up.
   */
  PROXY_STARTS_IN_A_SWITCH(24) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(
          new SimFault(Kind.SLOW_REPLICATION, at - 50 * MILLI, between(random, 300, 700), 0, 0, 1));
      faults.add(new SimFault(Kind.SWITCH, at, 0, 0, 0, 0));
      faults.add(
          new SimFault(
              Kind.PROXY_CRASH,
              at + between(random, 50, 500),
              between(random, 5, 50),
              random.nextInt(Party.PROXIES),
              0,
              0));
    }
  },
  /** The standby stands still just when a switchover promotes it. */
  STANDBY_HANGS_IN_A_SWITCH(5) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(new SimFault(Kind.SWITCH, at, 0, 0, 0, 0));
      faults.add(
          new SimFault(
              Kind.HANG, at + between(random, 5, 140), between(random, 250, 3_000), 1, 0, 3));
    }
  },
  /** The active server restarts while a switchover has it parked. */
  ACTIVE_RESTARTS_IN_A_SWITCH(6) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(new SimFault(Kind.SLOW_REPLICATION, at - 200 * MILLI, 2 * SECOND, 0, 0, 1));
      faults.add(new SimFault(Kind.SWITCH, at, 0, 0, 0, 0));
      faults.add(
          new SimFault(
              Kind.KILL, at + between(random, 20, 1_400), between(random, 5, 150), 0, 0, 0));
    }
  },
  /** Two switches in a row, the messages of the first still under way. */
  TWO_SWITCHES(7) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(new SimFault(Kind.SWITCH, at, 0, 0, 0, 0));
      faults.add(
          new SimFault(
              Kind.CUT,
              at - between(random, 0, 20),
              between(random, 100, 500),
              Party.FIRST_CONTROLLER,
              Party.FIRST_PROXY + random.nextInt(Party.PROXIES),
              random.nextInt(4)));
      faults.add(new SimFault(Kind.SLOW_REPLICATION, at + 150 * MILLI, 2 * SECOND, 0, 0, 0));
      faults.add(new SimFault(Kind.SWITCH, at + between(random, 200, 800), 0, 0, 0, 0));
      faults.add(new SimFault(Kind.SWITCH, at + between(random, 800, 1_200), 0, 0, 0, 0));
    }
  },
  /** A proxy stands still through a failover and wakes with what it saw before. */
  PROXY_WAKES_WITH_OLD_VIEWS(8) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long dead = 3 * SECOND;
      faults.add(
          new SimFault(
              Kind.PROXY_PAUSE,
              dead + between(random, 0, 40),
              between(random, 300, 3_000),
              random.nextInt(Party.PROXIES),
              0,
              0));
      faults.add(new SimFault(Kind.KILL, dead, between(random, 5, 400), 0, 0, 0));
      faults.add(new SimFault(Kind.PROXY_PAUSE, dead + 1, between(random, 300, 2_000), 1, 0, 0));
      faults.add(new SimFault(Kind.PROXY_PAUSE, dead + 1, between(random, 300, 2_000), 2, 0, 0));
    }
  },
  /**
   * A proxy stands still while the servers lose each other, and wakes when the active one is dead.
   */
  BLIND_PROXY_WAKES(9) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = 3 * SECOND;
      long dead = cut + between(random, 1_800, 2_600);
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 9 * SECOND, 0, 1, random.nextInt(2)));
      faults.add(
          new SimFault(
              Kind.PROXY_PAUSE,
              cut - 20 * MILLI,
              dead - cut + between(random, 0, 200),
              random.nextInt(Party.PROXIES),
              0,
              0));
      faults.add(new SimFault(Kind.KILL, dead, 4 * SECOND, 0, 0, 0));
    }
  },
  /** A server hangs for about as long as it takes to be superseded. */
  HANG_ENDS_AT_THE_PROMOTION(10) {
    @Override
    void add(List<SimFault> faults, Random random) {
      faults.add(new SimFault(Kind.HANG, 3 * SECOND, between(random, 1_950, 2_250), 0, 0, 3));
    }
  },
  /**
   * The standby is away, or only the controller thinks so, when the active server crashes and is
   * back.
   */
  STANDBY_IS_AWAY(11) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long away = 3 * SECOND;
      if (random.nextBoolean()) {
        faults.add(new SimFault(Kind.KILL, away, between(random, 500, 15_000), 1, 0, 0));
      }
      if (random.nextBoolean()) {
        faults.add(
            new SimFault(
                Kind.API_DOWN,
                away + between(random, 0, 8_000),
                between(random, 500, 9_000),
                0,
                0,
                0));
      }
      faults.add(
          new SimFault(
              Kind.CUT,
              away + between(random, 0, 8_000),
              between(random, 2_000, 12_000),
              Party.FIRST_CONTROLLER,
              random.nextInt(3) == 0 ? Party.FIRST_PROXY + random.nextInt(Party.PROXIES) : 1,
              random.nextInt(4)));
      faults.add(
          new SimFault(
              Kind.KILL,
              away + between(random, 1_000, 12_000),
              between(random, 50, 3_000),
              0,
              0,
              0));
    }
  },
  /**
   * The only proxy stands still while a hung server's time runs out, and wakes after it resumed.
   */
  ONLY_PROXY_WAKES_AFTER_A_HANG(12) {
    @Override
    void add(List<SimFault> faults, Random random) {
      onlyProxyStops(
          faults,
          between(random, 2_000, 2_900),
          between(random, 1_700, 2_000),
          between(random, 20, 600));
    }
  },
  /** A server hangs, is superseded, and comes back while observers are cut from its successor. */
  OLD_SERVER_COMES_BACK(13) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long hang = 3 * SECOND;
      long length = between(random, 2_500, 5_000);
      faults.add(new SimFault(Kind.HANG, hang, length, 0, 0, 3));
      faults.add(
          new SimFault(
              Kind.CUT,
              hang + between(random, 0, 3_000),
              length + SECOND,
              Party.FIRST_PROXY + random.nextInt(Party.PROXIES),
              1,
              random.nextInt(4)));
      faults.add(
          new SimFault(
              Kind.PROXY_CRASH, hang + length - between(random, 0, 500), 50 * MILLI, 0, 0, 0));
    }
  },
  /**
   * The same, and one proxy knows the successor by word of the controller only, while nobody but it
   * reaches the old server.
   */
  NEWER_LINE_IS_KNOWN_BY_WORD_ONLY(14) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long hang = 3 * SECOND;
      long wordArrived = 2_500 * MILLI + 3 * SECOND;
      long length = wordArrived + between(random, 0, 1_000);
      int told = Party.FIRST_PROXY + random.nextInt(Party.PROXIES);
      faults.add(new SimFault(Kind.HANG, hang, length, 0, 0, 3));
      faults.add(
          new SimFault(Kind.CUT, hang - between(random, 0, 500), length + 4 * SECOND, told, 1, 0));
      long cut = hang + 2_600 * MILLI;
      long healed = hang + length + between(random, 900, 1_800);
      for (int party = Party.FIRST_PROXY; party <= Party.FIRST_CONTROLLER; party++) {
        if (party != told) {
          faults.add(new SimFault(Kind.CUT, cut, healed - cut, party, 0, 0));
        }
      }
    }
  },
  /** The only proxy stands still from when it decides to promote until the hung server resumed. */
  ONLY_PROXY_STOPS_BEFORE_ITS_COMMAND(16) {
    @Override
    void add(List<SimFault> faults, Random random) {
      onlyProxyStops(
          faults,
          between(random, 2_040, 2_900),
          between(random, 2_000, 2_016),
          between(random, 300, 600));
    }
  },
  /** The markers are gone and are being written again when their server parks itself to stop. */
  MARKERS_ARE_WRITTEN_WHEN_THEIR_SERVER_STOPS(17) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 3 * SECOND;
      faults.add(new SimFault(Kind.FLUSH_FUNCTIONS, at, 0, 0, 0, 0));
      faults.add(new SimFault(Kind.STOP, at + between(random, 0, 110), 0, 0, 0, 1));
    }
  },
  /**
   * All proxies stand still while the servers lose each other and the active one dies, so that its
   * last replies wait in their sockets.
   */
  ALL_PROXIES_STAND_STILL(19) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = 3 * SECOND;
      long dead = cut + between(random, 500, 2_600);
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 9 * SECOND, 0, 1, 1));
      for (int proxy = 0; proxy < Party.PROXIES; proxy++) {
        faults.add(
            new SimFault(
                Kind.PROXY_PAUSE,
                cut - between(random, 0, 3),
                dead - cut + between(random, 0, 400),
                proxy,
                0,
                0));
      }
      faults.add(new SimFault(Kind.KILL, dead, 4 * SECOND, 0, 0, 0));
    }
  },
  /**
   * Two proxies stand still while the servers lose each other. The third one forwards all the time,
   * and dies with the active server.
   */
  BLIND_PROXIES_WAKE(20) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long cut = 3 * SECOND;
      long dead = cut + between(random, 4_000, 5_000);
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 12 * SECOND, 0, 1, random.nextInt(2)));
      for (int proxy = 0; proxy < 2; proxy++) {
        long wakes = dead + between(random, 0, 200);
        faults.add(
            new SimFault(
                Kind.PROXY_PAUSE, cut - 20 * MILLI, wakes - cut + 20 * MILLI, proxy, 0, 0));
      }
      faults.add(new SimFault(Kind.PROXY_CRASH, dead - 20 * MILLI, 4 * SECOND, 2, 0, 0));
      faults.add(new SimFault(Kind.KILL, dead, 4 * SECOND, 0, 0, 0));
    }
  },
  /** A server that is another one comes in the place of the active one, while the standby lags. */
  A_FOREIGN_SERVER_COMES_INSTEAD(23) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long at = 4 * SECOND;
      faults.add(
          new SimFault(
              Kind.SLOW_REPLICATION,
              at - between(random, 200, 800),
              between(random, 800, 3_000),
              0,
              0,
              1));
      faults.add(new SimFault(Kind.FOREIGN, at, between(random, 20, 600), 0, 0, random.nextInt(4)));
    }
  },
  /** The active server is slow for long enough that all know it as slow, and dies. */
  A_SLOW_SERVER_DIES(21) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long slow = 3 * SECOND;
      long dead = slow + between(random, 2_000, 8_000);
      faults.add(new SimFault(Kind.SLOW_SERVER, slow, dead - slow, 0, 0, 0));
      faults.add(new SimFault(Kind.KILL, dead, StandstillPlan.DEAD, 0, 0, 2));
    }
  },
  /** The link of a slow server breaks, and it dies soon after that. */
  A_SLOW_SERVER_LOSES_ITS_STANDBY(22) {
    @Override
    void add(List<SimFault> faults, Random random) {
      long slow = 3 * SECOND;
      long cut = slow + between(random, 2_000, 6_000);
      long dead = cut + between(random, 0, 4_000);
      faults.add(new SimFault(Kind.SLOW_SERVER, slow, dead - slow, 0, 0, 0));
      faults.add(new SimFault(Kind.CUT_SERVERS, cut, 12 * SECOND, 0, 1, random.nextInt(4)));
      faults.add(new SimFault(Kind.KILL, dead, 4 * SECOND, 0, 0, 2));
    }
  },
  /** The servers are cut from each other while nobody writes; the active one closes connections. */
  CONNECTIONS_ARE_CLOSED_BESIDE_A_CUT_LINK(15) {
    @Override
    void add(List<SimFault> faults, Random random) {
      cutLinkWhileNobodyWrites(faults);
      long lost = 2 * SECOND + 2_500 * MILLI;
      for (int i = 0; i < 5; i++) {
        long at = lost + i * (500 * MILLI) + between(random, 0, 400);
        faults.add(new SimFault(Kind.CLOSE_CONNECTIONS, at, 0, 0, 0, 0));
      }
    }
  },
  /**
   * An application writes, deletes and puts back the markers again and again, whatever else happens
   * but a server that does not start parked: a replica that becomes a primary by itself cannot be
   * told from one that was promoted where its markers were deleted as well.
   */
  AN_APPLICATION_WRITES_THE_MARKERS(18) {
    @Override
    void add(List<SimFault> faults, Random random) {
      SimFaultPlan.of(random.nextInt(1_000_000)).stream()
          .filter(fault -> fault.kind() != Kind.FOREIGN)
          .forEach(faults::add);
      for (long at = SECOND; at < 14 * SECOND; at += between(random, 1, 400)) {
        faults.add(
            new SimFault(Kind.WRITE_FUNCTIONS, at, 0, 0, random.nextInt(1_000), random.nextInt(4)));
      }
    }
  };

  /**
   * What its seeds are derived from: it stays, or a seed that was reported plays something else.
   */
  private final int number;

  DirectedHistories(int number) {
    this.number = number;
  }

  abstract void add(List<SimFault> faults, Random random);

  List<SimFault> faults(long seed) {
    List<SimFault> faults = new ArrayList<>();
    add(faults, new Random(seed * 9_973 + number));
    return faults;
  }

  /** Whether what it can show is a failover that nobody needed. */
  boolean isAboutUnneededFailovers() {
    return switch (this) {
      case SHORT_SILENCE_BESIDE_A_CUT_LINK,
          SHORT_SILENCE_WHILE_NOBODY_WRITES,
          ONLY_PROXY_WAKES_AFTER_A_HANG,
          ONLY_PROXY_STOPS_BEFORE_ITS_COMMAND,
          CONNECTIONS_ARE_CLOSED_BESIDE_A_CUT_LINK ->
          true;
      default -> false;
    };
  }

  /** The active server hangs, and the only proxy stops that long after it, and goes on after it. */
  private static void onlyProxyStops(List<SimFault> faults, long length, long stops, long goesOn) {
    long hang = 3 * SECOND;
    faults.add(new SimFault(Kind.CONTROLLER_AWAY, hang - SECOND, 8 * SECOND, 0, 0, 0));
    faults.add(new SimFault(Kind.PROXY_CRASH, hang - SECOND, 8 * SECOND, 1, 0, 0));
    faults.add(new SimFault(Kind.PROXY_CRASH, hang - SECOND, 8 * SECOND, 2, 0, 0));
    faults.add(new SimFault(Kind.HANG, hang, length, 0, 0, 3));
    long pause = hang + stops;
    long end = hang + length + goesOn;
    faults.add(new SimFault(Kind.PROXY_PAUSE, pause, end - pause, 0, 0, 0));
  }

  /** {@return when the servers are cut from each other} */
  private static long cutLinkWhileNobodyWrites(List<SimFault> faults) {
    long cut = 2 * SECOND;
    for (int proxy = 0; proxy < Party.PROXIES; proxy++) {
      faults.add(new SimFault(Kind.PROXY_CRASH, cut - 300 * MILLI, 7 * SECOND, proxy, 0, 0));
    }
    faults.add(new SimFault(Kind.CUT_SERVERS, cut, 6 * SECOND, 0, 1, 0));
    return cut;
  }

  private static long between(Random random, int fromMillis, int toMillis) {
    return fromMillis * MILLI + random.nextInt((int) ((toMillis - fromMillis) * MILLI) + 1);
  }
}
