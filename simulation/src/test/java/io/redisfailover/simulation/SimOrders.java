package io.redisfailover.simulation;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Drives {@link OrderDialogue}s of one process, on connections of their own. */
final class SimOrders {
  private final SimProcess process;
  private final Map<Server, SimConnection> ready = new EnumMap<>(Server.class);

  SimOrders(SimProcess process) {
    this.process = process;
  }

  /**
   * Opens the connection of a server's next order.
   *
   * @param done gets whether there is one, logged in and named
   */
  void open(Server server, Consumer<Boolean> done) {
    new Opening(server, done).begin();
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
  Running run(Order order, Instant decidedAt, Consumer<OrderOutcome> done) {
    Running running = new Running(order, decidedAt, done);
    running.begin();
    return running;
  }

  /** One connection that is being opened, ahead of its order. */
  private final class Opening {
    private final Server server;
    private final Consumer<Boolean> done;
    private final int inLife = process.life;
    private Optional<SimConnection> connection = Optional.empty();
    private EventQueue.Event timer;
    private boolean over;

    Opening(Server server, Consumer<Boolean> done) {
      this.server = server;
      this.done = done;
    }

    void begin() {
      timer = limit();
      SimConnection.dial(process, server, this::dialled, failure -> end(false));
    }

    private EventQueue.Event limit() {
      return process.world.events.after(
          EventQueue.micros(Login.LIMIT), () -> process.run(inLife, () -> end(false)));
    }

    private void dialled(SimConnection dialled) {
      if (over) {
        dialled.drop();
        return;
      }
      connection = Optional.of(dialled);
      process.world.events.cancel(timer);
      timer = limit();
      dialled.whenBroken(failure -> end(false));
      dialled.send(new Packet.Greet(login()), greeted -> end(true));
    }

    private void end(boolean opened) {
      if (over) {
        return;
      }
      over = true;
      process.world.events.cancel(timer);
      connection.ifPresent(dialled -> {
        if (opened) {
          dialled.whenBroken(failure -> {});
          ready.put(server, dialled);
        } else {
          dialled.drop();
        }
      });
      done.accept(opened);
    }
  }

  /** One order under way. */
  final class Running {
    private final OrderDialogue dialogue;
    private final Order order;
    private final Consumer<OrderOutcome> done;
    private final Map<Server, SimConnection> opened = new EnumMap<>(Server.class);
    private final int inLife = process.life;
    private EventQueue.Event timer;

    /** The connection on which an answer is awaited, and the others that have broken. */
    private Optional<SimConnection> inUse = Optional.empty();

    private final Map<SimConnection, ConnectionFailure> lost = new HashMap<>();
    private Instant answeredAt = Instant.EPOCH;
    private boolean over;
    private final long begunAt = process.world.events.now();

    Running(Order order, Instant decidedAt, Consumer<OrderOutcome> done) {
      this.dialogue = new OrderDialogue(order, decidedAt, World.KEYS, process.world.guards);
      this.order = order;
      this.done = done;
    }

    void begin() {
      SimConnection prepared = ready.remove(order.command().server());
      if (prepared != null) {
        use(order.command().server(), prepared);
      }
      OrderDialogue.Action first = dialogue.begin(prepared != null, now());
      long wait = EventQueue.micros(Duration.between(now(), dialogue.expiresAt()));
      timer =
          process.world.events.after(
              wait, () -> process.run(inLife, () -> act(dialogue.expired())));
      act(first);
    }

    /** Gives it up, unless its command was sent already. */
    void giveUp(String why) {
      dialogue.givenUp(why).ifPresent(this::act);
    }

    private Instant now() {
      return process.world.events.instant();
    }

    private void use(Server server, SimConnection connection) {
      opened.put(server, connection);
      connection.whenBroken(failure -> broken(connection, failure));
    }

    /** A connection that is not in use breaks unseen, until something is sent on it. */
    private void broken(SimConnection connection, ConnectionFailure failure) {
      if (inUse.filter(connection::equals).isPresent()) {
        failed(failure);
      } else {
        lost.put(connection, failure);
      }
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
        case OrderDialogue.Action.Dial(Server server) ->
            SimConnection.dial(process, server, dialled -> dialled(server, dialled), this::failed);
        case OrderDialogue.Action.Send(Server server, Packet.Change change) ->
            // A pause may fall between the check and the send.
            process.step(() -> send(server, change));
        case OrderDialogue.Action.Send(Server server, Packet packet) -> send(server, packet);
        case OrderDialogue.Action.End(OrderOutcome outcome) -> {
          over = true;
          process.world.events.cancel(timer);
          opened.values().forEach(SimConnection::drop);
          process.world.promises.ended(process, order, outcome, begunAt);
          if (outcome instanceof OrderOutcome.Done(ProbeResult after)) {
            process.world.promises.shown(process, after, answeredAt);
          }
          done.accept(outcome);
        }
      }
    }

    private void dialled(Server server, SimConnection dialled) {
      if (over) {
        dialled.drop();
        return;
      }
      use(server, dialled);
      act(dialogue.connected(login()));
    }

    private void send(Server server, Packet packet) {
      SimConnection connection = opened.get(server);
      ConnectionFailure failure = lost.get(connection);
      if (failure != null) {
        failed(failure);
      } else if (!over) {
        inUse = Optional.of(connection);
        connection.send(packet, this::heard);
      }
    }

    private void heard(Heard heard) {
      answeredAt = inUse.map(SimConnection::answeredAt).orElse(answeredAt);
      inUse = Optional.empty();
      if (!over) {
        act(dialogue.heard(heard, now()));
      }
    }
  }
}
