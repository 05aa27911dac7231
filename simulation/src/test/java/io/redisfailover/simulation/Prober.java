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
  private final Map<Node, Target> targets = new EnumMap<>(Node.class);

  Prober(
      SimProcess process,
      Function<Node, Duration> interval,
      Function<Node, Duration> timeout,
      Consumer<View> seen) {
    this.process = process;
    this.interval = interval;
    this.timeout = timeout;
    this.seen = seen;
    for (Node node : Node.values()) {
      targets.put(node, new Target(node));
    }
  }

  void start() {
    targets.values().forEach(Target::start);
  }

  /** Probes now, unless a probe is under way. */
  void probe(Node node) {
    targets.get(node).probe();
  }

  /** The connection was closed: a new one is dialled at once. */
  void closed(Node node) {
    Instant now = process.world.events.instant();
    seen.accept(new View(node, now, now, new Answer.Closed(false)));
    probe(node);
  }

  /** One of the two servers. */
  private final class Target {
    private final Node node;
    private int round;
    private boolean probing;

    Target(Node node) {
      this.node = node;
    }

    void start() {
      int mine = ++round;
      probing = false;
      process.after(process.world.random.nextInt((int) (100 * MILLI)), () -> probeIf(mine));
    }

    private void probeIf(int inRound) {
      if (round == inRound) {
        probe();
      }
    }

    void probe() {
      if (probing) {
        return;
      }
      probing = true;
      int mine = ++round;
      process.ask(
          node,
          process.connection(node),
          Events.micros(timeout.apply(node)),
          server -> {},
          view -> answered(view, mine));
    }

    private void answered(View view, int inRound) {
      probing = false;
      if (view.answer() instanceof Answer.Silent) {
        process.forgetConnection(node);
      }
      seen.accept(view);
      boolean closed = view.answer() instanceof Answer.Closed;
      long wait = closed ? 1 : Events.micros(interval.apply(node));
      process.after(wait, () -> probeIf(inRound));
    }
  }
}
