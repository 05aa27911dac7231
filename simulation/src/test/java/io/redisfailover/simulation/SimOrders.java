package io.redisfailover.simulation;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Drives {@link OrderDialogue}s of one process, on connections of their own. */
final class SimOrders {
  private final SimProcess process;
  private final Map<Node, SimConnection> ready = new EnumMap<>(Node.class);

  SimOrders(SimProcess process) {
    this.process = process;
  }

  /**
   * Opens the connection of a server's next order.
   *
   * @param done gets whether there is one, logged in and named
   */
  void open(Node node, Consumer<Boolean> done) {
    SimConnection.dial(
        process,
        node,
        dialled -> {
          ready.put(node, dialled);
          dialled.whenBroken(failure -> {
            if (ready.remove(node, dialled)) {
              done.accept(false);
            }
          });
          dialled.send(
              new Packet.Greet(login()),
              greeted -> {
                dialled.whenBroken(failure -> {});
                done.accept(true);
              });
        },
        failure -> done.accept(false));
  }

  /** Closes the connections that were opened and not used. */
  void close() {
    ready.values().forEach(SimConnection::drop);
    ready.clear();
  }

  private Login login() {
    return new Login(Optional.empty(), process.owner);
  }

  /** Carries an order out that was decided then. */
  void run(Order order, Instant decidedAt, Consumer<OrderOutcome> done) {
    new Running(order, decidedAt, done).begin();
  }

  /** One order under way. */
  final class Running {
    private final OrderDialogue dialogue;
    private final Node commanded;
    private final Consumer<OrderOutcome> done;
    private final Map<Node, SimConnection> opened = new EnumMap<>(Node.class);
    private final int inLife = process.life;
    private Events.Event timer;
    private boolean over;

    Running(Order order, Instant decidedAt, Consumer<OrderOutcome> done) {
      this.dialogue = new OrderDialogue(order, decidedAt, process.world.guards);
      this.commanded = order.command().node();
      this.done = done;
    }

    void begin() {
      SimConnection prepared = ready.remove(commanded);
      if (prepared != null) {
        use(commanded, prepared);
      }
      OrderDialogue.Action first = dialogue.begin(prepared != null, now());
      long wait = Events.micros(Duration.between(now(), dialogue.expiresAt()));
      timer =
          process.world.events.after(
              wait, () -> process.run(inLife, () -> act(dialogue.expired())));
      act(first);
    }

    private Instant now() {
      return process.world.events.instant();
    }

    private void use(Node node, SimConnection connection) {
      opened.put(node, connection);
      connection.whenBroken(this::failed);
    }

    private void failed(ConnectionFailure failure) {
      if (!over) {
        act(dialogue.failed(failure));
      }
    }

    private void act(OrderDialogue.Action action) {
      if (over || process.life != inLife) {
        return;
      }
      switch (action) {
        case OrderDialogue.Action.Dial(Node node) ->
            SimConnection.dial(process, node, dialled -> dialled(node, dialled), this::failed);
        case OrderDialogue.Action.Send(Node node, Packet.Change change) ->
            // A pause may fall between the check and the send.
            process.step(() -> send(node, change));
        case OrderDialogue.Action.Send(Node node, Packet packet) -> send(node, packet);
        case OrderDialogue.Action.End(OrderOutcome outcome) -> {
          over = true;
          process.world.events.cancel(timer);
          opened.values().forEach(SimConnection::drop);
          done.accept(outcome);
        }
      }
    }

    private void dialled(Node node, SimConnection dialled) {
      if (over) {
        dialled.drop();
        return;
      }
      use(node, dialled);
      act(dialogue.connected(login()));
    }

    private void send(Node node, Packet packet) {
      if (!over) {
        opened.get(node).send(packet, this::heard);
      }
    }

    private void heard(Heard heard) {
      if (!over) {
        act(dialogue.heard(heard, now()));
      }
    }
  }
}
