package io.redisfailover.proxy.watch;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.redis.ConnectionLostException;
import io.redisfailover.proxy.redis.FaultLog;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.proxy.redis.RedisConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replication watch of one server: drives one {@link ProbeDialogue}. All on one event loop, the
 * caller's; views are handed over there.
 */
public final class ServerWatch {
  private final Node node;
  private final EventLoop loop;
  private final Links links;
  private final Consumer<View> views;
  private final ProbeDialogue dialogue;
  private final FaultLog faults;
  private @Nullable RedisConnection connection;
  private int dials;
  private Optional<InetSocketAddress> answeredAt = Optional.empty();
  private @Nullable ScheduledFuture<?> timer;
  private Optional<Instant> timedFor = Optional.empty();
  private boolean stopped;

  /**
   * A watch that has not started.
   *
   * @param node the server
   * @param loop the event loop that it lives on
   * @param links how servers are reached
   * @param views who gets the views
   */
  public ServerWatch(Node node, EventLoop loop, Links links, Consumer<View> views) {
    this.node = node;
    this.loop = loop;
    this.links = links;
    this.views = views;
    this.dialogue = new ProbeDialogue(node);
    this.faults = new FaultLog("the watch of " + node);
  }

  /** Sends a probe now, or right after the one that is under way. */
  public void probeNow() {
    act(dialogue.probe(now()));
  }

  /**
   * Sets the pace; a probe may be due at once by it.
   *
   * @param wanted from the sending of one probe to the next
   * @param limit how long an answer, dialling included, is waited for from the next probe on
   */
  public void pace(Duration wanted, Duration limit) {
    dialogue.pace(wanted, limit);
    schedule();
  }

  /** {@return where the newest answer came from that says what the server is} */
  Optional<InetSocketAddress> answeredAt() {
    return answeredAt;
  }

  /** Gives the connection up and dials anew: the server may be elsewhere. */
  public void redial() {
    act(dialogue.redial(now()));
  }

  /** Ends it; no view is handed over any more. */
  public void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
    drop();
  }

  private Instant now() {
    return links.clock().instant();
  }

  private void act(List<ProbeDialogue.Action> actions) {
    try {
      for (ProbeDialogue.Action action : actions) {
        if (stopped) {
          return;
        }
        switch (action) {
          case ProbeDialogue.Action.Dial dial -> dial();
          case ProbeDialogue.Action.Send(Packet.Look packet) -> send(packet);
          case ProbeDialogue.Action.Drop drop -> drop();
          case ProbeDialogue.Action.Show(View view) -> faults.guard(() -> views.accept(view));
        }
      }
    } finally {
      // Also when something failed: a server that is not watched would never be seen to fail.
      schedule();
    }
  }

  private void dial() {
    int mine = ++dials;
    Optional<InetSocketAddress> address = links.addresses().of(node);
    if (address.isEmpty()) {
      loop.execute(() -> failed(mine, ConnectionFailure.UNKNOWN_NAME));
      return;
    }
    Duration left = dialogue.wakeAt().map(until -> Duration.between(now(), until)).orElseThrow();
    var unused =
        RedisConnection.dial(loop, links.sockets(), address.get(), left)
            .whenComplete(
                (dialled, failure) -> faults.guard(() -> dialEnded(mine, dialled, failure)));
  }

  private void dialEnded(int mine, @Nullable RedisConnection dialled, @Nullable Throwable failure) {
    if (dialled == null) {
      failed(mine, failure);
    } else if (mine != dials || stopped) {
      dialled.close();
    } else {
      connection = dialled;
      var unused = dialled.lost().thenAccept(loss -> faults.guard(() -> failed(mine, loss)));
      act(dialogue.opened(links.login()));
    }
  }

  private void send(Packet.Look packet) {
    RedisConnection on = connection;
    int mine = dials;
    if (on == null) {
      return;
    }
    var unused =
        on.exchange(packet, links.addresses().endpoints())
            .whenComplete(
                (heard, failure) -> faults.guard(() -> answered(mine, on, heard, failure)));
  }

  private void answered(
      int mine, RedisConnection on, @Nullable Heard heard, @Nullable Throwable failure) {
    if (heard == null) {
      failed(mine, failure);
    } else if (mine == dials && !stopped && heard instanceof Heard.Looked looked) {
      heard(on, looked);
    }
  }

  private void heard(RedisConnection on, Heard.Looked looked) {
    if (looked.answer() instanceof Answer.Answered) {
      answeredAt = Optional.of(on.address());
    }
    act(dialogue.heard(looked, now()));
  }

  /** A dial failed, or its connection broke; nothing when it was given up before. */
  private void failed(int dial, @Nullable Throwable failure) {
    ConnectionLostException loss = ConnectionLostException.of(Objects.requireNonNull(failure));
    faults.tell(loss);
    failed(dial, loss.failure());
  }

  private void failed(int dial, ConnectionFailure failure) {
    if (dial == dials && !stopped) {
      act(dialogue.failed(failure, now()));
    }
  }

  /** What comes of it from here on is not told. */
  private void drop() {
    dials++;
    if (connection != null) {
      RedisConnection mine = connection;
      connection = null;
      mine.close();
    }
  }

  private void schedule() {
    Optional<Instant> wanted = dialogue.wakeAt();
    if (stopped || wanted.equals(timedFor)) {
      return;
    }
    timedFor = wanted;
    if (timer != null) {
      timer.cancel(false);
    }
    wanted.ifPresent(until -> {
      long wait = Math.max(0, Duration.between(now(), until).toNanos());
      timer = loop.schedule(() -> faults.guard(this::wake), wait, TimeUnit.NANOSECONDS);
    });
  }

  private void wake() {
    timedFor = Optional.empty();
    act(dialogue.wake(now()));
  }
}
