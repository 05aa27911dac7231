package io.redisfailover.simulation;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A proxy or a controller: a process that can crash, and pause between any two steps. */
abstract class SimProcess {
  final World world;
  final int party;
  final ConnectionName owner;
  boolean up;
  boolean paused;
  int life;
  long wokenAt;
  private long pausedAt;
  private long sleptFor;
  private final Deque<Runnable> inbox = new ArrayDeque<>();
  private final Map<Node, SimConnection> connections = new EnumMap<>(Node.class);

  SimProcess(World world, int party, ConnectionName owner) {
    this.world = world;
    this.party = party;
    this.owner = owner;
  }

  /** Runs in this life of the process, when it is not paused. */
  final void run(int inLife, Runnable action) {
    if (inLife != life || !up) {
      return;
    }
    if (paused) {
      inbox.add(action);
    } else {
      action.run();
    }
  }

  final void after(long micros, Runnable action) {
    int inLife = life;
    world.events.after(micros, () -> run(inLife, action));
  }

  /** A local step: a pause may fall between the decision and it. */
  final void step(Runnable action) {
    after(100 + world.random.nextInt(400), action);
  }

  final void begin() {
    up = true;
    paused = false;
    life++;
    inbox.clear();
    connections.clear();
  }

  final void crash() {
    if (up) {
      world.trace(this + " CRASHES");
      up = false;
      paused = false;
      life++;
      inbox.clear();
    }
  }

  final void pause() {
    if (up && !paused) {
      world.trace(this + " PAUSES");
      paused = true;
      pausedAt = world.events.now();
    }
  }

  final void goOn() {
    if (!paused) {
      return;
    }
    world.trace(this + " GOES ON");
    paused = false;
    wokenAt = world.events.now();
    sleptFor = wokenAt - pausedAt;
    List<Runnable> late = List.copyOf(inbox);
    inbox.clear();
    int inLife = life;
    late.forEach(action -> run(inLife, action));
  }

  /** How long it stood still right before now: a pause may fall between a check and a send. */
  final long justSlept() {
    return world.events.now() - wokenAt < 20 * Events.MILLI ? sleptFor : 0;
  }

  final SimConnection connection(Node node) {
    SimConnection connection = connections.get(node);
    if (connection == null || connection.dead) {
      connection = new SimConnection(owner, this);
      connections.put(node, connection);
    }
    return connection;
  }

  final void forgetConnection(Node node) {
    connections.remove(node);
  }

  /** The server's end of a connection was closed. */
  final void closed(Node node) {
    run(
        life,
        () -> {
          forgetConnection(node);
          connectionClosed(node);
        });
  }

  abstract void connectionClosed(Node node);

  /**
   * One packet on one connection.
   *
   * @param change what the packet does to the server before it is looked at
   * @param done gets the view, with whatever failure there was as its answer
   */
  final void ask(
      Node node,
      SimConnection connection,
      long timeoutMicros,
      Consumer<SimServer> change,
      Consumer<View> done) {
    new Exchange(this, node, connection, change, done).start(timeoutMicros);
  }

  /** One request and its answer, or the lack of one. */
  private static final class Exchange {
    private final SimProcess process;
    private final SimServer server;
    private final SimConnection connection;
    private final Consumer<SimServer> change;
    private final Consumer<View> done;
    private final long sentAt;
    private final int inLife;
    private Events.Event timeout;
    private boolean over;

    Exchange(
        SimProcess process,
        Node node,
        SimConnection connection,
        Consumer<SimServer> change,
        Consumer<View> done) {
      this.process = process;
      this.server = process.world.server(node);
      this.connection = connection;
      this.change = change;
      this.done = done;
      this.sentAt = process.world.events.now();
      this.inLife = process.life;
    }

    void start(long timeoutMicros) {
      World world = process.world;
      timeout =
          world.events.after(timeoutMicros, () -> end(new Answer.Silent("no answer in time")));
      if (world.network.reset(process.party, server.party)) {
        world.events.after(500, () -> end(new Answer.Closed(connection.acceptedBy == null)));
        return;
      }
      world.network.send(process.party, server.party, this::arrive);
    }

    private void arrive() {
      if (!server.up) {
        boolean wasOpen = connection.acceptedBy != null;
        connection.dead = true;
        reply(wasOpen ? new Answer.Closed(false) : new Answer.Refused());
        return;
      }
      server.execute(connection, this::serve);
    }

    private void serve() {
      if (!server.up) {
        return;
      }
      if (connection.acceptedBy == null) {
        connection.acceptedBy = server.runId;
        server.connected(connection);
      }
      if (connection.dead || !connection.acceptedBy.equals(server.runId)) {
        connection.dead = true;
        reply(new Answer.Closed(false));
        return;
      }
      if (!server.loading) {
        change.accept(server);
      }
      reply(server.answer());
    }

    private void reply(Answer answer) {
      process.world.network.send(server.party, process.party, () -> end(answer));
    }

    private void end(Answer answer) {
      if (over) {
        return;
      }
      over = true;
      World world = process.world;
      world.events.cancel(timeout);
      View view = new View(server.node, Events.instant(sentAt), world.events.instant(), answer);
      process.run(inLife, () -> done.accept(view));
    }
  }

  @Override
  public String toString() {
    return Party.name(party);
  }
}
