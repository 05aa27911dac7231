package io.redisfailover.controller.redis;

import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one {@link ProbeDialogue}: asks one server what it is, again and again, on one lasting
 * connection. Blocks. For one thread; {@link #close} may come from any.
 */
public final class BlockingProber implements AutoCloseable {
  /**
   * While nothing is due the pace is asked for anew each time that this is over: a thread that
   * waits for its connection hears nothing else. A fifth of the usual pace, so that many pairs cost
   * little.
   */
  private static final Duration HEED = Duration.ofMillis(20);

  private final Supplier<ServerAccess> access;
  private final Supplier<Instant> clock;
  private ProbeDialogue dialogue;
  private volatile @Nullable JedisRedisConnection connection;
  private @Nullable Endpoint dialled;

  /** A probe with the limits of the server; it has not dialled yet. */
  public BlockingProber(ServerAccess access, Supplier<Instant> clock) {
    this(() -> access, clock);
  }

  /** A probe of a server that may move: {@code access} is asked before every dial and packet. */
  BlockingProber(Supplier<ServerAccess> access, Supplier<Instant> clock) {
    this.access = access;
    this.clock = clock;
    this.dialogue =
        new ProbeDialogue(access.get().server(), () -> access.get().secrets().markerKeys());
    pace(access.get().limits().read(), access.get().limits().read());
  }

  /**
   * Sets the pace from the next probe on.
   *
   * @param interval from the sending of one probe to the next
   * @param limit how long a probe may take, dialling included, at least 1 ms
   */
  void pace(Duration interval, Duration limit) {
    dialogue.pace(interval, limit);
  }

  /** Begins anew, with no connection. */
  void restart() {
    close();
    dialled = null;
    dialogue = new ProbeDialogue(access.get().server(), () -> access.get().secrets().markerKeys());
  }

  /** A connection to an address that the server has left says nothing of it any more. */
  private void leaveFormerAddress() {
    Endpoint last = dialled;
    Endpoint present = access.get().endpoint();
    boolean moved =
        last != null && !(last.host().equals(present.host()) && last.port() == present.port());
    if (moved) {
      restart();
    }
  }

  /**
   * Asks once, now, dialling first where there is no connection.
   *
   * @return what came back; every failure of the connection is an answer too, and ends it
   */
  public ProbeResult probe() {
    return act(dialogue.probe(clock.get())).getLast();
  }

  /**
   * Waits until a probe is due by the pace of that moment, and asks then. A connection that breaks
   * meanwhile is a probe result at once.
   *
   * @param pace asked again and again, for it may become faster meanwhile
   * @return what came back
   */
  ProbeResult next(ProbeLoop.Pace pace) throws InterruptedException {
    while (true) {
      leaveFormerAddress();
      pace(pace.interval(), pace.limit());
      Optional<Instant> due = dialogue.wakeAt();
      if (due.isEmpty()) {
        return probe();
      }
      Duration left = Duration.between(clock.get(), due.get());
      Optional<ConnectionFailure> broken =
          left.isPositive() ? rest(left.compareTo(HEED) < 0 ? left : HEED) : Optional.empty();
      List<ProbeResult> results =
          broken.isPresent()
              ? act(dialogue.failed(broken.get(), clock.get()))
              : act(dialogue.wake(clock.get()));
      if (!results.isEmpty()) {
        return results.getLast();
      }
    }
  }

  /** {@return what has broken the connection meanwhile, if there is one and something did} */
  private Optional<ConnectionFailure> rest(Duration atMost) throws InterruptedException {
    JedisRedisConnection open = connection;
    if (open != null) {
      return open.rest(atMost);
    }
    TimeUnit.NANOSECONDS.sleep(atMost.toNanos());
    return Optional.empty();
  }

  private List<ProbeResult> act(List<ProbeDialogue.Action> actions) {
    List<ProbeResult> results = new ArrayList<>();
    List<ProbeDialogue.Action> left = new ArrayList<>(actions);
    while (!left.isEmpty()) {
      switch (left.removeFirst()) {
        case ProbeDialogue.Action.Dial dial -> left.addAll(dial());
        case ProbeDialogue.Action.Send(Packet.Probing packet) -> left.addAll(send(packet));
        case ProbeDialogue.Action.Drop drop -> close();
        case ProbeDialogue.Action.Show(ProbeResult result) -> results.add(result);
      }
    }
    return results;
  }

  private List<ProbeDialogue.Action> dial() {
    ServerAccess present = access.get();
    dialled = present.endpoint();
    try {
      connection = JedisRedisConnection.dial(present.endpoint(), present.limits().dialling(left()));
      return dialogue.opened(present.login());
    } catch (CutException cut) {
      return dialogue.failed(cut.failure(), clock.get());
    }
  }

  private List<ProbeDialogue.Action> send(Packet.Probing packet) {
    JedisRedisConnection open = connection;
    if (open == null) {
      return dialogue.failed(ConnectionFailure.CLOSED, clock.get());
    }
    try {
      Heard heard = open.exchange(packet, access.get().endpoints(), left());
      return heard instanceof Heard.Probed probed ? dialogue.heard(probed, clock.get()) : List.of();
    } catch (CutException cut) {
      return dialogue.failed(cut.failure(), clock.get());
    }
  }

  private Duration left() {
    Duration left = Duration.between(clock.get(), dialogue.wakeAt().orElseGet(clock));
    return left.compareTo(TimeLimits.LEAST) > 0 ? left : TimeLimits.LEAST;
  }

  @Override
  public void close() {
    JedisRedisConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
