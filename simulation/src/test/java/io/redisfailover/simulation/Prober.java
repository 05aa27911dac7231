package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Probes both servers of one process, each on its lasting connection. */
final class Prober {
  private final SimProcess process;
  private final Function<Node, Duration> interval;
  private final Function<Node, Duration> timeout;
  private final Consumer<View> seen;
  private final Map<Node, Integer> round = new EnumMap<>(Node.class);
  private final Map<Node, Boolean> probing = new EnumMap<>(Node.class);

  Prober(
      SimProcess process,
      Function<Node, Duration> interval,
      Function<Node, Duration> timeout,
      Consumer<View> seen) {
    this.process = process;
    this.interval = interval;
    this.timeout = timeout;
    this.seen = seen;
  }

  void start() {
    for (Node node : Node.values()) {
      round.merge(node, 1, Integer::sum);
      probing.put(node, false);
      int mine = round.get(node);
      process.after(process.world.random.nextInt((int) (100 * MILLI)), () -> probeIf(node, mine));
    }
  }

  private void probeIf(Node node, int inRound) {
    if (round.get(node) == inRound) {
      probe(node);
    }
  }

  /** Probes now, unless a probe is under way. */
  void probe(Node node) {
    if (Boolean.TRUE.equals(probing.get(node))) {
      return;
    }
    probing.put(node, true);
    int mine = round.merge(node, 1, Integer::sum);
    process.ask(
        node,
        process.connection(node),
        Events.micros(timeout.apply(node)),
        server -> {},
        view -> {
          probing.put(node, false);
          if (view.answer() instanceof Answer.Silent) {
            process.forgetConnection(node);
          }
          seen.accept(view);
          long wait = Events.micros(interval.apply(node));
          boolean closed = view.answer() instanceof Answer.Closed;
          process.after(closed ? 1 : wait, () -> probeIf(node, mine));
        });
  }

  /** The connection was closed: a new one is dialled at once. */
  void closed(Node node) {
    Instant now = process.world.events.instant();
    seen.accept(new View(node, now, now, new Answer.Closed(false)));
    probe(node);
  }
}
