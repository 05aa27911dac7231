package io.redisfailover.controller;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Threads;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps every proxy told of the newest epoch, on a thread of its own: asks each what it believes
 * in, and pushes until each has taken the newest push. Thread-safe.
 */
final class EpochPublisher implements AutoCloseable {
  private final ProxyFleet fleet;
  private final Supplier<Endpoints> endpoints;
  private final Supplier<Instant> clock;
  private final Consumer<ControllerEvent> events;
  private final Semaphore wake = new Semaphore(0);
  private final Supervised part;
  private volatile Thread thread = unstarted();
  private volatile Set<String> introduced = Set.of();
  private final Sequence sequence = new Sequence();
  private volatile boolean closed;
  private volatile Optional<EpochPush> newest = Optional.empty();

  EpochPublisher(
      ProxyFleet fleet,
      Supplier<Endpoints> endpoints,
      Supplier<Instant> clock,
      Consumer<ControllerEvent> events,
      Supervised part) {
    this.fleet = fleet;
    this.endpoints = endpoints;
    this.clock = clock;
    this.events = events;
    this.part = part.restartedBy(this::restart);
  }

  /** Numbers what is told. They come from the wall clock, so that a later controller is heard. */
  private static final class Sequence {
    private long last;

    synchronized long next() {
      last = Math.max(System.currentTimeMillis(), last + 1);
      return last;
    }
  }

  private Thread unstarted() {
    return Thread.ofVirtual().name("publisher").unstarted(this::publish);
  }

  /** One that has ended gets another thread; one that waits for a proxy goes on by itself. */
  private synchronized void restart() {
    if (!closed && !thread.isAlive()) {
      thread = unstarted();
      thread.start();
    }
  }

  /**
   * Asks every proxy once, so that the first decision knows their epochs, and then goes on.
   *
   * <p>Calls an attempt off that never was, which every proxy refuses: the first real switch would
   * otherwise wait for the classes and connections of such a call while clients are held.
   */
  void start() {
    part.guard(() -> {
      ask();
      fleet.abort(new SwitchoverAbort("warm-up-" + UUID.randomUUID(), Optional.empty()));
    });
    thread.start();
  }

  /** Tells the proxies an epoch. One deciding thread calls this. */
  void tell(Epoch epoch) {
    newest = Optional.of(new EpochPush(sequence.next(), epoch, endpoints.get()));
    wake.release();
  }

  /**
   * Tells the proxies where the servers are now, with the epoch that they were told last, if any.
   */
  void moved() {
    newest.map(EpochPush::epoch).ifPresent(this::tell);
  }

  private void publish() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean told =
            wake.tryAcquire(ControllerPolicy.ASK_PROXIES_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (told) {
          wake.drainPermits();
        }
        // What was not told now is told when the proxies are asked next.
        if (part.guard(() -> publishOnce(told))) {
          part.beat();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Throwable defect) {
      // The supervisor begins it anew.
      part.failed(defect);
    }
  }

  private void publishOnce(boolean told) {
    Optional<EpochPush> push = newest;
    if (told && push.isPresent()) {
      hear(fleet.push(push.get()));
      return;
    }
    Map<String, ProxyReply> replies = ask();
    if (push.isPresent() && behind(replies, push.get())) {
      hear(fleet.push(push.get()));
    }
    introduce(replies);
  }

  private Map<String, ProxyReply> ask() {
    Instant began = clock.get();
    Map<String, ProxyReply> replies = hear(fleet.status());
    events.accept(new ControllerEvent.ProxiesAsked(began, replies));
    return replies;
  }

  /**
   * Introduces the proxies to each other again, until each has taken it: when one has just started,
   * and when one has come or gone or moved.
   */
  private void introduce(Map<String, ProxyReply> replies) {
    boolean stranger =
        replies.values().stream()
            .flatMap(reply -> status(reply).stream())
            .anyMatch(report -> !report.peers().equals(OptionalInt.of(replies.size() - 1)));
    if (stranger || !replies.keySet().equals(introduced)) {
      boolean all =
          fleet.introduce(sequence.next()).values().stream().allMatch(ProxyReply::accepted);
      introduced = all ? Set.copyOf(replies.keySet()) : Set.of();
    }
  }

  private Map<String, ProxyReply> hear(Map<String, ProxyReply> replies) {
    replies.values().stream()
        .flatMap(reply -> status(reply).stream())
        .flatMap(status -> status.epoch().stream())
        .forEach(epoch -> events.accept(new ControllerEvent.Heard(epoch)));
    return replies;
  }

  private static boolean behind(Map<String, ProxyReply> replies, EpochPush push) {
    return replies.values().stream()
        .flatMap(reply -> status(reply).stream())
        .anyMatch(status -> status.sequence() < push.sequence());
  }

  private static Optional<ProxyReport> status(ProxyReply reply) {
    return reply instanceof ProxyReply.Accepted(Optional<ProxyReport> status)
        ? status
        : Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    part.end();
    Threads.end(thread, Duration.ofSeconds(1));
  }
}
