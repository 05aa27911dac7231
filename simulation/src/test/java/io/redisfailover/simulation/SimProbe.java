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
        case ProbeDialogue.Action.Show(View view) -> views.accept(view);
      }
    }
    schedule();
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
    connection.send(
        packet,
        heard -> {
          if (heard instanceof Heard.Looked looked) {
            act(dialogue.heard(looked, now()));
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
