package io.redisfailover.proxy.watch;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.redis.ConnectionLostException;
import io.redisfailover.proxy.redis.NettyRedisConnection;
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
 * The replication watch of one server: drives one {@link ProbeDialogue}. Used on the caller's event
 * loop, where probe results are passed on too.
 */
public final class ReplicationWatch {
  /** Every probe has a result within its time limit, which is a part of this. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Server server;
  private final EventLoop loop;
  private final ConnectionContext links;
  private final Consumer<ProbeResult> results;
  private final Supervised part;
  private ProbeDialogue dialogue;
  private @Nullable NettyRedisConnection connection;
  private int dials;
  private Optional<InetSocketAddress> answeredAt = Optional.empty();
  private @Nullable ScheduledFuture<?> timer;
  private Optional<Instant> timedFor = Optional.empty();
  private boolean stopped;

  /**
   * Creates a watch that has not started.
   *
   * @param server the server
   * @param loop the event loop that it runs on
   * @param links what connections to the servers need
   * @param results takes the probe results
   */
  public ReplicationWatch(
      Server server, EventLoop loop, ConnectionContext links, Consumer<ProbeResult> results) {
    this.server = server;
    this.loop = loop;
    this.links = links;
    this.results = results;
    this.dialogue = newDialogue();
    this.part =
        links
            .supervisor()
            .add("the watch of " + server, Weight.VITAL, PATIENCE)
            .restartedBy(() -> loop.execute(() -> part().guard(this::restart)));
  }

  /** Sends a probe now, or right after the present one. */
  public void probeNow() {
    act(dialogue.probe(now()));
  }

  /**
   * Sets the pace; a probe may be due at once.
   *
   * @param wanted time from the sending of one probe to the next
   * @param limit longest time to wait for an answer, dialling included, from the next probe on
   */
  public void pace(Duration wanted, Duration limit) {
    dialogue.pace(wanted, limit);
    schedule();
  }

  /** {@return the address of the newest answer that tells the server's state} */
  Optional<InetSocketAddress> answeredAt() {
    return answeredAt;
  }

  /** Drops the connection and dials again, because the server's address may have changed. */
  public void redial() {
    act(dialogue.redial(now()));
  }

  /** Stops the watch; no further probe result is passed on. */
  public void stop() {
    part.end();
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
          case ProbeDialogue.Action.Send(Packet.Probing packet) -> send(packet);
          case ProbeDialogue.Action.Drop drop -> drop();
          case ProbeDialogue.Action.Show(ProbeResult result) -> show(result);
        }
      }
    } finally {
      // After an exception too: the failure of an unwatched server would never be noticed.
      schedule();
    }
  }

  private void show(ProbeResult result) {
    part.beat();
    part.guard(() -> results.accept(result));
  }

  /** Begins anew, with no connection and no timer, whatever became of them. */
  private void restart() {
    if (stopped) {
      return;
    }
    drop();
    if (timer != null) {
      timer.cancel(false);
    }
    timedFor = Optional.empty();
    dialogue = newDialogue();
    probeNow();
  }

  private ProbeDialogue newDialogue() {
    return new ProbeDialogue(server, () -> links.secrets().markerKeys());
  }

  private Supervised part() {
    return part;
  }

  private void dial() {
    int mine = ++dials;
    Optional<InetSocketAddress> address = links.addresses().of(server);
    if (address.isEmpty()) {
      loop.execute(() -> failed(mine, ConnectionFailure.UNKNOWN_NAME));
      return;
    }
    Duration left = dialogue.wakeAt().map(until -> Duration.between(now(), until)).orElseThrow();
    var unused =
        NettyRedisConnection.dial(loop, links.sockets(), address.get(), left)
            .whenComplete(
                (dialled, failure) -> part.guard(() -> dialEnded(mine, dialled, failure)));
  }

  private void dialEnded(
      int mine, @Nullable NettyRedisConnection dialled, @Nullable Throwable failure) {
    if (dialled == null) {
      failed(mine, failure);
    } else if (mine != dials || stopped) {
      dialled.close();
    } else {
      connection = dialled;
      var unused = dialled.lost().thenAccept(loss -> part.guard(() -> failed(mine, loss)));
      act(dialogue.opened(links.login()));
    }
  }

  private void send(Packet.Probing packet) {
    NettyRedisConnection on = connection;
    int mine = dials;
    if (on == null) {
      return;
    }
    var unused =
        on.exchange(packet, links.addresses().endpoints())
            .whenComplete((heard, failure) -> part.guard(() -> answered(mine, on, heard, failure)));
  }

  private void answered(
      int mine, NettyRedisConnection on, @Nullable Heard heard, @Nullable Throwable failure) {
    if (heard == null) {
      failed(mine, failure);
    } else if (mine == dials && !stopped && heard instanceof Heard.Probed probed) {
      heard(on, probed);
    }
  }

  private void heard(NettyRedisConnection on, Heard.Probed probed) {
    if (probed.answer() instanceof ProbeAnswer.Answered) {
      answeredAt = Optional.of(on.address());
    }
    act(dialogue.heard(probed, now()));
  }

  /** A dial failed, or its connection broke; ignored when the connection was dropped before. */
  private void failed(int dial, @Nullable Throwable failure) {
    ConnectionLostException loss = ConnectionLostException.of(Objects.requireNonNull(failure));
    loss.tell(part);
    failed(dial, loss.failure());
  }

  private void failed(int dial, ConnectionFailure failure) {
    if (dial == dials && !stopped) {
      act(dialogue.failed(failure, now()));
    }
  }

  /** Drops the connection; whatever becomes of it is ignored. */
  private void drop() {
    dials++;
    if (connection != null) {
      NettyRedisConnection mine = connection;
      connection = null;
      mine.close();
    }
  }

  private void schedule() {
    Optional<Instant> wanted = dialogue.wakeAt();
    if (stopped || wanted.equals(timedFor)) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    wanted.ifPresent(until -> {
      long wait = Math.max(0, Duration.between(now(), until).toNanos());
      timer = loop.schedule(() -> part.guard(this::wake), wait, TimeUnit.NANOSECONDS);
    });
    timedFor = wanted;
  }

  private void wake() {
    timedFor = Optional.empty();
    act(dialogue.wake(now()));
  }
}
