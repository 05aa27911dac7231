package io.redisfailover.fuzz;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A probe dialogue with a server that answers anything, or nothing, at any time: it always knows
 * when it wants to be woken, and never sends on a connection that it has dropped.
 */
final class DialogueTarget {
  private static final List<ConnectionFailure> FAILURES = List.of(ConnectionFailure.values());

  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));
  private static final Login LOGIN = new Login(Optional.empty(), ConnectionName.PROXY);
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379));

  private final ProbeDialogue dialogue = new ProbeDialogue(Server.MASTER, () -> KEYS);
  private Instant now = Instant.EPOCH;
  private boolean dialling;
  private boolean open;
  private Optional<Packet.Probing> awaited = Optional.empty();

  private DialogueTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    DialogueTarget target = new DialogueTarget();
    target.act(target.dialogue.probe(target.now));
    for (byte step : input) {
      target.step(step & 0xff);
      if (target.dialogue.wakeAt().isEmpty()) {
        throw new IllegalStateException("a probe that nothing wakes");
      }
    }
  }

  private void step(int what) {
    now = now.plusMillis(what >> 3);
    switch (what & 7) {
      case 0, 1 -> act(dialogue.wake(now));
      case 2 -> act(dialogue.probe(now));
      case 3 -> act(dialogue.redial(now));
      case 4 -> opened();
      case 5 -> answered(what >> 3);
      default -> failed(FAILURES.get((what >> 3) % FAILURES.size()));
    }
  }

  private void opened() {
    if (dialling) {
      dialling = false;
      open = true;
      act(dialogue.opened(LOGIN));
    }
  }

  private void answered(int how) {
    if (open && awaited.isPresent()) {
      Packet.Probing packet = awaited.get();
      List<Reply> replies = new ArrayList<>();
      for (int i = 0; i < packet.commands().size(); i++) {
        replies.add((how >> (i % 5) & 1) == 0 ? Reply.ok("OK") : Reply.error("-ERR no"));
      }
      awaited = Optional.empty();
      if (packet.read(replies, ENDPOINTS) instanceof Heard.Probed probed) {
        act(dialogue.heard(probed, now));
      }
    }
  }

  private void failed(ConnectionFailure failure) {
    if (dialling || open) {
      dialling = false;
      open = false;
      awaited = Optional.empty();
      act(dialogue.failed(failure, now));
    }
  }

  private void act(List<ProbeDialogue.Action> actions) {
    for (ProbeDialogue.Action action : actions) {
      switch (action) {
        case ProbeDialogue.Action.Dial dial -> dialling = true;
        case ProbeDialogue.Action.Send(Packet.Probing packet) -> {
          if (!open || awaited.isPresent()) {
            throw new IllegalStateException("sent without a connection, or before an answer");
          }
          awaited = Optional.of(packet);
        }
        case ProbeDialogue.Action.Drop drop -> {
          dialling = false;
          open = false;
          awaited = Optional.empty();
        }
        case ProbeDialogue.Action.Show show -> {}
      }
    }
  }
}
