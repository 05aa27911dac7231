package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The network: messages of one direction stay in order; a direction can be cut silently (what was
 * sent arrives after the heal, as TCP's retransmission does it) or with a reset (it is lost).
 */
final class Network {
  /** How a direction is cut. */
  enum Cut {
    NONE,
    SILENT,
    RESET
  }

  /** A cut that has happened: who was cut from whom, and when. */
  record Past(int from, int to, long begin, long end) {}

  private static final long LONG_SILENCE = 1_500 * MILLI;

  private final EventQueue events;
  private final Random random;
  private final Cut[][] cuts = new Cut[Party.COUNT][Party.COUNT];
  private final long[][] cutSince = new long[Party.COUNT][Party.COUNT];
  private final long[][] lastArrival = new long[Party.COUNT][Party.COUNT];
  private final List<List<Deque<Runnable>>> waiting = new ArrayList<>();
  private final List<Past> past = new ArrayList<>();

  /** How much longer a message takes than in one data centre. */
  long distance;

  Network(EventQueue events, Random random) {
    this.events = events;
    this.random = random;
    for (int from = 0; from < Party.COUNT; from++) {
      List<Deque<Runnable>> row = new ArrayList<>();
      for (int to = 0; to < Party.COUNT; to++) {
        cuts[from][to] = Cut.NONE;
        row.add(new ArrayDeque<>());
      }
      waiting.add(row);
    }
  }

  void send(int from, int to, Runnable message) {
    send(from, to, 0, message);
  }

  void send(int from, int to, long extraMicros, Runnable message) {
    long delay = 200 + random.nextInt(1_200) + distance + extraMicros;
    if (random.nextInt(200) == 0) {
      delay += random.nextInt((int) (40 * MILLI));
    }
    long arrival = Math.max(events.now() + delay, lastArrival[from][to] + 1);
    if (extraMicros == 0) {
      lastArrival[from][to] = arrival;
    }
    events.after(arrival - events.now(), () -> deliver(from, to, message));
  }

  private void deliver(int from, int to, Runnable message) {
    switch (cuts[from][to]) {
      case NONE -> message.run();
      case SILENT -> waiting.get(from).get(to).add(message);
      case RESET -> {}
    }
  }

  void cut(int from, int to, Cut kind) {
    if (cuts[from][to] == Cut.NONE) {
      cutSince[from][to] = events.now();
      cuts[from][to] = kind;
    }
  }

  void heal(int from, int to) {
    if (cuts[from][to] == Cut.NONE) {
      return;
    }
    past.add(new Past(from, to, cutSince[from][to], events.now()));
    cuts[from][to] = Cut.NONE;
    Deque<Runnable> late = waiting.get(from).get(to);
    long delay = random.nextInt((int) (200 * MILLI));
    lastArrival[from][to] = events.now() + delay;
    List<Runnable> messages = List.copyOf(late);
    late.clear();
    for (Runnable message : messages) {
      events.after(delay, () -> deliver(from, to, message));
    }
  }

  /**
   * What is sent between the two is late by this from now on. That much is one silence before it is
   * a delay, and counts as a cut when it is long enough to be taken for one.
   */
  void silence(int one, int other, long micros) {
    if (micros >= LONG_SILENCE) {
      past.add(new Past(one, other, events.now(), events.now() + micros));
    }
  }

  /** {@return how much longer an order takes than in one data centre: four round trips} */
  long roundTrips() {
    return 8 * distance;
  }

  /** Nothing that one sent has arrived at the other since then, whatever held it up. */
  void nothingArrivedSince(int one, int other, long since) {
    past.add(new Past(one, other, since, events.now()));
  }

  boolean reset(int one, int other) {
    return cuts[one][other] == Cut.RESET || cuts[other][one] == Cut.RESET;
  }

  boolean open(int one, int other) {
    return cuts[one][other] == Cut.NONE && cuts[other][one] == Cut.NONE;
  }

  /** Whether the two were cut from each other, in either direction, at some time in this span. */
  boolean wasCut(int one, int other, long begin, long end) {
    return wasCutOneWay(one, other, begin, end) || wasCutOneWay(other, one, begin, end);
  }

  private boolean wasCutOneWay(int from, int to, long begin, long end) {
    if (cuts[from][to] != Cut.NONE && cutSince[from][to] <= end) {
      return true;
    }
    for (Past cut : past) {
      if (cut.from == from && cut.to == to && cut.begin <= end && cut.end >= begin) {
        return true;
      }
    }
    return false;
  }

  /** Whether any proxy or controller was cut from this server in this span. */
  boolean wasCutFromAnObserver(int server, long begin, long end) {
    for (int party = Party.FIRST_PROXY; party < Party.COUNT; party++) {
      if (wasCut(party, server, begin, end)) {
        return true;
      }
    }
    return false;
  }
}
