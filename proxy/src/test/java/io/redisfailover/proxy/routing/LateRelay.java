package io.redisfailover.proxy.routing;

import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A byte path without a byte: it writes its orders down, and each takes effect when a test says.
 */
final class LateRelay implements Relay {
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final Queue<CompletableFuture<Boolean>> underWay = new ConcurrentLinkedQueue<>();

  private final AtomicInteger rehearsed = new AtomicInteger();
  private volatile Runnable awake = () -> {};
  private volatile Optional<Instant> wokenAt = Optional.empty();

  /**
   * The first orders are those of a rehearsal: they take effect at once and are not written down.
   */
  static LateRelay rehearsing(int orders) {
    LateRelay relay = new LateRelay();
    relay.rehearsed.set(orders);
    return relay;
  }

  /** {@return what it was ordered, in order} */
  List<String> orders() {
    return List.copyOf(orders);
  }

  /** The oldest pending order takes effect; a quiesce ends with all sessions quiet. */
  void takesEffect() {
    underWay.remove().complete(true);
  }

  /** The oldest pending order is a quiesce, and ends before all sessions are quiet. */
  void findsNoRest() {
    underWay.remove().complete(false);
  }

  /** The oldest order that is under way fails by a defect. */
  void fails() {
    underWay.remove().completeExceptionally(new IllegalStateException("a defect"));
  }

  /** All that is under way takes effect, and all that is ordered because of it. */
  void everythingTakesEffect() {
    while (!underWay.isEmpty()) {
      takesEffect();
    }
  }

  private CompletableFuture<Boolean> ordered(String order) {
    if (rehearsed.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> effect = new CompletableFuture<>();
    underWay.add(effect);
    orders.add(order);
    return effect;
  }

  @Override
  public CompletionStage<Void> hold(Existing existing) {
    return ordered("hold").thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Boolean> quiesce(Duration limit) {
    return ordered("quiesce");
  }

  @Override
  public CompletionStage<Void> open(DialTarget target, Instant decidedAt) {
    return ordered("open " + target.generation()).thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Void> closeSessions(Predicate<DialTarget> which, CloseReason reason) {
    return ordered("close").thenAccept(done -> {});
  }

  /** One of its loops wakes, and holds by itself from now on. */
  void stoodStill(Instant until) {
    wokenAt = Optional.of(until);
    awake.run();
  }

  @Override
  public void whenStoodStill(Runnable call) {
    awake = call;
  }

  @Override
  public Optional<Instant> wokenAt() {
    return wokenAt;
  }

  @Override
  public Optional<Lull> lull() {
    return Optional.empty();
  }

  @Override
  public void whenServerConnectionsAreWanted(Runnable call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(Limits limits) {}

  @Override
  public void limitServerConnections(int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int serverConnections() {
    return 0;
  }

  @Override
  public int waitingForServer() {
    return 0;
  }

  @Override
  public int sessions() {
    return 0;
  }

  @Override
  public int held() {
    return 0;
  }

  @Override
  public InetSocketAddress start() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(Duration drainTimeout) {
    throw new UnsupportedOperationException();
  }
}
