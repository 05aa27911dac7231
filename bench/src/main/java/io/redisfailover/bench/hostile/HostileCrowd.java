package io.redisfailover.bench.hostile;

import io.redisfailover.bench.result.AttackCount;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Peers of every {@link Attack} at every {@link Port} of some proxies, until it is closed. One
 * thread moves all of them, so that they take little of the processor. Used by one thread.
 */
final class HostileCrowd implements AutoCloseable {
  /** Between the first moves of two peers, so that they do not come all at once. */
  private static final Duration APART = Duration.ofMillis(5);

  private final List<HostilePeer> peers = new ArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;

  private HostileCrowd(List<StandaloneProcess> proxies) {
    for (StandaloneProcess proxy : proxies) {
      for (Port port : Port.values()) {
        for (Attack attack : Attack.values()) {
          for (int i = 0; i < attack.peers(); i++) {
            peers.add(new HostilePeer(attack, port, port.of(proxy)));
          }
        }
      }
    }
    thread = Thread.ofPlatform().daemon().name("hostile-peers").unstarted(this::move);
  }

  /** {@return a crowd that has begun} */
  static HostileCrowd at(List<StandaloneProcess> proxies) {
    HostileCrowd crowd = new HostileCrowd(proxies);
    crowd.thread.start();
    return crowd;
  }

  private record Turn(HostilePeer peer, long atNanos) {}

  private void move() {
    PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::atNanos));
    long first = System.nanoTime();
    for (int i = 0; i < peers.size(); i++) {
      turns.add(new Turn(peers.get(i), first + i * APART.toNanos()));
    }
    while (running) {
      Turn turn = turns.remove();
      for (long wait = wait(turn); wait > 0 && running; wait = wait(turn)) {
        LockSupport.parkNanos(wait);
      }
      turns.add(new Turn(turn.peer(), System.nanoTime() + turn.peer().act().toNanos()));
    }
    peers.forEach(HostilePeer::close);
  }

  private static long wait(Turn turn) {
    return turn.atNanos() - System.nanoTime();
  }

  /** Ends every peer. {@return what they did} */
  List<AttackCount> leave() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join();
    return Arrays.stream(Attack.values()).map(this::count).toList();
  }

  private AttackCount count(Attack attack) {
    List<HostilePeer> those = peers.stream().filter(it -> it.attack() == attack).toList();
    return new AttackCount(
        attack.inWords(),
        those.size(),
        those.stream().mapToLong(HostilePeer::connections).sum(),
        those.stream().mapToLong(HostilePeer::closedByTheOtherEnd).sum(),
        those.stream().mapToLong(HostilePeer::bytes).sum());
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
