package io.redisfailover.proxy.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The byte path: accepts clients, dials servers and moves bytes between them, which it never reads.
 *
 * <p>It starts holding: clients are accepted and wait. Every method may be called by any thread,
 * but one caller has to give the orders, which are the methods that return a stage: their effects
 * come in the order of the calls, on all event loops. A returned stage completes, on some event
 * loop, when the order has taken effect on every session; {@code hold}, then {@code closeSessions},
 * then {@code open} with each stage awaited is how no two servers ever have sessions at the same
 * time. That caller is {@code routing.RelaySteps}, and a rule of the architecture holds it.
 */
public interface Relay {
  /**
   * Binds and begins to accept.
   *
   * @return the bound address
   * @throws IOException when the address cannot be bound
   */
  InetSocketAddress start() throws IOException;

  /**
   * Dials no more: new sessions wait, dials under way are given up and wait too.
   *
   * @param existing what becomes of sessions that have a server
   */
  CompletionStage<Void> hold(Existing existing);

  /**
   * Lets sessions come to rest, then holds: no dial any more, clients are no longer read, bytes
   * already read are written, replies under way are passed on. At rest, and at the limit, all are
   * frozen. A {@link #hold} or {@link #open} that comes meanwhile takes effect at once and ends it.
   *
   * @param limit how long to wait, positive, from when it takes effect
   * @return whether all came to rest in time
   */
  CompletionStage<Boolean> quiesce(Duration limit);

  /** Dials {@code target} for waiting and new sessions; frozen sessions move bytes again. */
  CompletionStage<Void> open(Target target);

  /** Closes the sessions whose server {@code which} accepts; those that wait are left alone. */
  CompletionStage<Void> closeSessions(Predicate<Target> which, CloseReason reason);

  /** {@return sessions at the moment, held ones included} */
  int sessions();

  /** {@return sessions that wait for the route at the moment} */
  int held();

  /**
   * Accepts no more, waits for the sessions to end, closes what is left and frees everything.
   * Blocks; not to be called on an event loop. A second call does nothing.
   *
   * @param drainTimeout how long to wait for sessions
   */
  void stop(Duration drainTimeout);

  /** What becomes of sessions that have a server while the route is held. */
  enum Existing {
    /** They go on. */
    MOVING,
    /** No byte of theirs moves, in either direction, until the route opens again. */
    FROZEN
  }
}
