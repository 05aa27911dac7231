package io.redisfailover.simulation;

import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Drives the {@link ProbeDialogue} of one process with one server: as a watch, which probes again
 * and again, or on demand, for a switchover. On demand nothing is noticed in between.
 */
final class SimProbe {
  private final SimProcess process;
  private final Server server;
  private final Consumer<ProbeResult> results;
  private final ProbeDialogue dialogue;
  private final int inLife;
  private final boolean onDemand;
  private boolean underWay;

  /** How the connection broke while nothing was asked on it; only on demand. */
  private Optional<ConnectionFailure> lost = Optional.empty();

  private SimConnection connection;
  private int dials;
  private EventQueue.Event timer;
  private Optional<Instant> timedFor = Optional.empty();
  private boolean stopped;
  private Duration pace = Duration.ofMillis(100);
  private Duration limit = Duration.ofMillis(500);
  private Instant lastSentAt = Instant.EPOCH;
  private Optional<Instant> dueBy = Optional.empty();
  private Optional<Instant> answeredAt = Optional.empty();

  private SimProbe(
      SimProcess process, Server server, Consumer<ProbeResult> results, boolean onDemand) {
    this.process = process;
    this.onDemand = onDemand;
    this.server = server;
    this.results = results;
    this.dialogue = new ProbeDialogue(server, () -> World.KEYS);
    this.inLife = process.life;
  }

  /** One that probes again and again from the first {@link #probeNow} on. */
  static SimProbe watch(SimProcess process, Server server, Consumer<ProbeResult> results) {
    SimProbe watch = new SimProbe(process, server, results, false);
    process.world.promises.add(watch);
    return watch;
  }

  /** One that probes with each {@link #probeNow}, and only then. */
  static SimProbe onDemand(SimProcess process, Server server, Consumer<ProbeResult> results) {
    return new SimProbe(process, server, results, true);
  }

  void probeNow() {
    underWay = true;
    act(dialogue.probe(now()));
  }

  void pace(Duration interval, Duration mayTake) {
    dialogue.pace(interval, mayTake);
    pace = interval;
    limit = mayTake;
    Instant due = later(now(), lastSentAt.plus(interval));
    dueBy = dueBy.map(before -> before.isBefore(due) ? before : due);
    schedule();
  }

  void stop() {
    stopped = true;
    cancelTimer();
    drop();
  }

  private Instant now() {
    return process.world.events.instant();
  }

  private void act(List<ProbeDialogue.Action> actions) {
    for (ProbeDialogue.Action action : actions) {
      if (stopped || process.life != inLife) {
        return;
      }
      switch (action) {
        case ProbeDialogue.Action.Dial dial -> dial();
        case ProbeDialogue.Action.Send(Packet.Probing packet) -> send(packet);
        case ProbeDialogue.Action.Drop drop -> drop();
        case ProbeDialogue.Action.Show(ProbeResult result) -> show(result);
      }
    }
    schedule();
  }

  /** {@return whether its process has not stood still since then} */
  boolean wasAwakeAt(Instant then) {
    return EventQueue.instant(process.wokenAt).isBefore(then);
  }

  /** {@return since when its next view is overdue, if it is} */
  Optional<Instant> overdueSince() {
    boolean runs = !stopped && process.up && process.life == inLife && !process.paused;
    return dueBy
        .filter(by -> runs && wasAwakeAt(by))
        .filter(by -> by.plus(limit).plus(Promises.LATE).isBefore(now()));
  }

  @Override
  public String toString() {
    return process + " probes " + server;
  }

  private void show(ProbeResult result) {
    underWay = false;
    dueBy.filter(by -> !onDemand).ifPresent(by -> process.world.promises.probed(this, result, by));
    answeredAt.ifPresent(at -> process.world.promises.shown(process, result, at));
    lastSentAt = result.sentAt();
    dueBy = Optional.of(later(result.receivedAt(), lastSentAt.plus(pace)));
    results.accept(result);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void dial() {
    int mine = ++dials;
    SimConnection.dial(
        process,
        server,
        dialled -> {
          if (mine != dials || stopped) {
            dialled.drop();
            return;
          }
          connection = dialled;
          dialled.whenBroken(failure -> failed(mine, failure));
          act(dialogue.opened(new Login(Optional.empty(), process.owner)));
        },
        failure -> failed(mine, failure));
  }

  private void send(Packet.Probing packet) {
    if (lost.isPresent()) {
      act(dialogue.failed(lost.get(), now()));
      return;
    }
    SimConnection on = connection;
    on.send(
        packet,
        heard -> {
          if (heard instanceof Heard.Probed probed) {
            answeredAt = Optional.of(on.answeredAt());
            List<ProbeDialogue.Action> actions = dialogue.heard(probed, now());
            act(actions);
            answeredAt = Optional.empty();
          }
        });
  }

  private void failed(int dial, ConnectionFailure failure) {
    if (dial != dials || stopped) {
      return;
    }
    if (onDemand && !underWay) {
      lost = Optional.of(failure);
    } else {
      act(dialogue.failed(failure, now()));
    }
  }

  private void drop() {
    dials++;
    lost = Optional.empty();
    if (connection != null) {
      connection.drop();
      connection = null;
    }
  }

  private void schedule() {
    boolean atRest = onDemand && !underWay;
    Optional<Instant> wanted = atRest ? Optional.empty() : dialogue.wakeAt();
    if (stopped || process.life != inLife || wanted.equals(timedFor)) {
      return;
    }
    timedFor = wanted;
    cancelTimer();
    wanted.ifPresent(until -> {
      long wait = EventQueue.micros(Duration.between(now(), until));
      timer = process.world.events.after(wait, () -> process.run(inLife, this::wake));
    });
  }

  private void cancelTimer() {
    if (timer != null) {
      process.world.events.cancel(timer);
      timer = null;
    }
  }

  private void wake() {
    timedFor = Optional.empty();
    act(dialogue.wake(now()));
  }
}
