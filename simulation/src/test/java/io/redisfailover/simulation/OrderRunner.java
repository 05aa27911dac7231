package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries orders out as {@link Order} says, one simulated message after the other. */
final class OrderRunner {
  private final SimProcess process;
  private final long timeoutMicros;
  private final Map<String, Long> notBefore = new HashMap<>();

  OrderRunner(SimProcess process, long timeoutMicros) {
    this.process = process;
    this.timeoutMicros = timeoutMicros;
  }

  void forget() {
    notBefore.clear();
  }

  /** Whether the command was tried there a moment ago. */
  boolean tooSoon(Command command) {
    return process.world.events.now() < notBefore.getOrDefault(key(command), 0L);
  }

  private static String key(Command command) {
    return command.getClass().getSimpleName() + command.node();
  }

  void run(Order order, Consumer<OrderOutcome> done) {
    Command command = order.command();
    long decidedAt = process.world.events.now();
    notBefore.put(key(command), decidedAt + Events.micros(command.retryAfter()));
    SimConnection connection = process.connection(command.node());
    if (order.seal().isEmpty()) {
      look(command, connection, decidedAt, done);
      return;
    }
    seal(
        order.seal().get(),
        refusal -> {
          if (refusal.isPresent()) {
            done.accept(new OrderOutcome.NotSent(refusal.get()));
          } else {
            look(command, connection, decidedAt, done);
          }
        });
  }

  private void seal(Seal seal, Consumer<Optional<String>> done) {
    SimConnection own = process.connection(seal.node());
    process.ask(
        seal.node(),
        own,
        timeoutMicros,
        server -> seal.victims().forEach(party -> server.killConnections(party, own)),
        view ->
            done.accept(
                view.state()
                    .map(seal::refusal)
                    .orElse(Optional.of(seal.node() + " cannot be sealed"))));
  }

  private void look(
      Command command, SimConnection connection, long decidedAt, Consumer<OrderOutcome> done) {
    process.ask(
        command.node(),
        connection,
        timeoutMicros,
        server -> {},
        view -> {
          Optional<String> refusal = refusal(command, view, decidedAt);
          if (refusal.isPresent()) {
            done.accept(new OrderOutcome.NotSent(refusal.get()));
          } else {
            process.step(() -> send(command, connection, done));
          }
        });
  }

  private Optional<String> refusal(Command command, View view, long decidedAt) {
    if (view.state().isEmpty()) {
      return Optional.of(command.node() + " cannot be asked");
    }
    Duration age = Duration.between(Events.instant(decidedAt), process.world.events.instant());
    if (process.world.guards.on(Guard.FRESH_VIEW) && age.compareTo(Order.MAX_AGE) > 0) {
      return Optional.of("the decision is " + age.toMillis() + " ms old");
    }
    return process.world.guards.on(Guard.LOOK_AGAIN)
        ? command.refusal(view.state().get())
        : Optional.empty();
  }

  private void send(Command command, SimConnection connection, Consumer<OrderOutcome> done) {
    process.ask(
        command.node(),
        connection,
        timeoutMicros,
        server -> apply(command, server),
        view -> {
          if (view.state().isPresent()) {
            done.accept(new OrderOutcome.Done(view));
          } else {
            process.forgetConnection(command.node());
            done.accept(new OrderOutcome.Unknown(view.answer().inWords()));
          }
        });
  }

  private void apply(Command command, SimServer server) {
    int by = process.party;
    switch (command) {
      case Command.Promote promote ->
          server.promote(promote.lineNumber(), promote.nextFits(), promote.why(), by);
      case Command.Unpark unpark -> server.unpark(unpark.lineNumber(), unpark.why(), by);
      case Command.Park park -> server.replicaOf(LinkTarget.PARKING, park.why(), by);
      case Command.Follow follow -> server.replicaOf(LinkTarget.PEER, follow.why(), by);
      case Command.WriteMarkers markers -> {
        process.world.trace(server.node + " markers " + markers.line() + " by " + process);
        server.writeMarkers(markers.line());
      }
    }
  }
}
