package io.redisfailover.controller;

import io.redisfailover.controlapi.ControlSequence;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final ControlSequence sequence = new ControlSequence(System::currentTimeMillis);
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
  synchronized void tell(Epoch epoch) {
    newest = Optional.of(numbered(epoch));
    wake.release();
  }

  private EpochPush numbered(Epoch epoch) {
    return new EpochPush(sequence.nextPush(), epoch, endpoints.get());
  }

  /** {@return what is told now, with another number if that needs one} */
  private synchronized Optional<EpochPush> renumbered(List<ProxyReport> reports) {
    if (sequence.isOvertaken(reports)) {
      newest = newest.map(push -> numbered(push.epoch()));
    }
    return newest;
  }

  private void push(EpochPush push) {
    if (hear(fleet.push(push)).values().stream().anyMatch(ProxyReply::accepted)) {
      sequence.pushTaken();
    }
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
      push(push.get());
      return;
    }
    Map<String, ProxyReply> replies = ask();
    List<ProxyReport> reports = reports(replies);
    renumbered(reports).filter(newer -> sequence.isPushDue(reports)).ifPresent(this::push);
    introduce(replies.keySet(), reports);
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
  private void introduce(Set<String> proxies, List<ProxyReport> reports) {
    if (sequence.isListDue(reports, proxies.size() - 1) || !proxies.equals(introduced)) {
      boolean all =
          fleet.introduce(sequence.nextList()).values().stream().allMatch(ProxyReply::accepted);
      introduced = all ? Set.copyOf(proxies) : Set.of();
    }
  }

  private Map<String, ProxyReply> hear(Map<String, ProxyReply> replies) {
    for (ProxyReport report : reports(replies)) {
      sequence.heard(report);
      report.epoch().ifPresent(epoch -> events.accept(new ControllerEvent.Heard(epoch)));
    }
    return replies;
  }

  private static List<ProxyReport> reports(Map<String, ProxyReply> replies) {
    return replies.values().stream()
        .filter(ProxyReply.Accepted.class::isInstance)
        .flatMap(reply -> ((ProxyReply.Accepted) reply).status().stream())
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    part.end();
    Threads.end(thread, Duration.ofSeconds(1));
  }
}
