package io.redisfailover.simulation;

import io.redisfailover.failover.command.ConnectionName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A proxy or a controller: a process that can crash, and pause between any two steps. */
abstract class SimProcess {
  final World world;
  final int party;
  final ConnectionName owner;
  final SimAddresses addresses = new SimAddresses();
  boolean up;
  boolean paused;
  int life;
  long wokenAt;
  private long pausedAt;
  private long sleptFor;
  private final Deque<Runnable> inbox = new ArrayDeque<>();

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
    addresses.forget();
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
    woke(pausedAt);
    List<Runnable> late = List.copyOf(inbox);
    inbox.clear();
    int inLife = life;
    late.forEach(action -> run(inLife, action));
  }

  /**
   * It goes on, before anything that has arrived meanwhile.
   *
   * @param since when it had stopped
   */
  void woke(long since) {}

  /** How long it stood still right before now: a pause may fall between a check and a send. */
  final long justSlept() {
    return world.events.now() - wokenAt < 20 * EventQueue.MILLI ? sleptFor : 0;
  }

  @Override
  public String toString() {
    return Party.name(party);
  }
}
