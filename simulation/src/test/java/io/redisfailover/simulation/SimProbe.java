package io.redisfailover.simulation;

import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Drives the {@link ProbeDialogue} of one process with one server. */
final class SimProbe {
  private final SimProcess process;
  private final Node node;
  private final Consumer<View> views;
  private final ProbeDialogue dialogue;
  private final int inLife;
  private SimConnection connection;
  private int dials;
  private Events.Event timer;
  private Optional<Instant> timedFor = Optional.empty();
  private boolean stopped;
  private Duration pace = Duration.ofMillis(100);
  private Instant lastSentAt = Instant.EPOCH;
  private Optional<Instant> dueBy = Optional.empty();
  private Optional<Instant> answeredAt = Optional.empty();

  SimProbe(SimProcess process, Node node, Consumer<View> views) {
    this.process = process;
    this.node = node;
    this.views = views;
    this.dialogue = new ProbeDialogue(node);
    this.inLife = process.life;
  }

  void probeNow() {
    act(dialogue.probe(now()));
  }

  void pace(Duration interval, Duration limit) {
    dialogue.pace(interval, limit);
    pace = interval;
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
        case ProbeDialogue.Action.Send(Packet.Look packet) -> send(packet);
        case ProbeDialogue.Action.Drop drop -> drop();
        case ProbeDialogue.Action.Show(View view) -> show(view);
      }
    }
    schedule();
  }

  private void show(View view) {
    dueBy.ifPresent(by -> process.world.promises.probed(process, view, by));
    answeredAt.ifPresent(at -> process.world.promises.shown(process, view, at));
    lastSentAt = view.sentAt();
    dueBy = Optional.of(later(view.receivedAt(), lastSentAt.plus(pace)));
    views.accept(view);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void dial() {
    int mine = ++dials;
    SimConnection.dial(
        process,
        node,
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

  private void send(Packet.Look packet) {
    SimConnection on = connection;
    on.send(
        packet,
        heard -> {
          if (heard instanceof Heard.Looked looked) {
            answeredAt = Optional.of(on.answeredAt());
            List<ProbeDialogue.Action> actions = dialogue.heard(looked, now());
            act(actions);
            answeredAt = Optional.empty();
          }
        });
  }

  private void failed(int dial, ConnectionFailure failure) {
    if (dial == dials && !stopped) {
      act(dialogue.failed(failure, now()));
    }
  }

  private void drop() {
    dials++;
    if (connection != null) {
      connection.drop();
      connection = null;
    }
  }

  private void schedule() {
    Optional<Instant> wanted = dialogue.wakeAt();
    if (stopped || process.life != inLife || wanted.equals(timedFor)) {
      return;
    }
    timedFor = wanted;
    cancelTimer();
    wanted.ifPresent(until -> {
      long wait = Events.micros(Duration.between(now(), until));
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
