package io.redisfailover.proxy.relay;

import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.config.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The byte path: it accepts clients, dials servers and moves bytes between them without parsing
 * them.
 *
 * <p>It starts holding: clients are accepted and wait. Any thread may call any method, but one
 * caller has to give the orders, which are the methods that return a stage. Their effects come in
 * the order of the calls, on all event loops. A returned stage completes, on some event loop, when
 * the order has taken effect on every session. The sequence {@code hold}, {@code closeSessions},
 * {@code open}, with each stage awaited, keeps two servers from having sessions at the same time.
 * The one caller is {@code routing.RelaySteps}; an architecture rule enforces this.
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
   * Stops dialling: new sessions wait, and so do sessions whose dial had not succeeded.
   *
   * @param existing what sessions that have a server do
   */
  CompletionStage<Void> hold(Existing existing);

  /**
   * Quiesces the sessions, then holds: it stops dialling and reading clients, writes bytes that
   * were read already, and passes on replies in flight. Sessions are frozen when all are quiet, or
   * at the limit. A {@link #hold} or {@link #open} in between takes effect at once and ends the
   * quiescing.
   *
   * @param limit how long to wait, positive, from the moment when it takes effect
   * @return whether everything that was read of clients was forwarded in time; a reply that its
   *     client has not taken by then waits, and is cut off when its session is closed
   */
  CompletionStage<Boolean> quiesce(Duration limit);

  /**
   * Dials {@code target} for waiting and new sessions; frozen sessions move bytes again.
   *
   * @param target the server
   * @param decidedAt when that was decided, by the clock of the process; an event loop that has
   *     stood still since then goes on holding
   */
  CompletionStage<Void> open(DialTarget target, Instant decidedAt);

  /** Closes the sessions whose server {@code which} accepts; held sessions stay. */
  CompletionStage<Void> closeSessions(Predicate<DialTarget> which, CloseReason reason);

  /**
   * Replaces the limits. Numbers count at once, and what is above a lowered one stays; times count
   * for what begins later, so a session keeps the idle limits that it began with.
   *
   * @param limits the limits; those of the sockets themselves ({@link Limits#liveness}) count from
   *     the next start on
   */
  void limit(Limits limits);

  /**
   * Limits the server connections of all sessions. A session that finds none free waits for one as
   * it waits for the route, under the same limits.
   *
   * @param most most connections at once, at least 1; sessions above a lowered limit stay
   */
  void limitServerConnections(int most);

  /**
   * Sets what is called when a session begins to wait for a free connection of the server. The call
   * comes from an event loop and must not block.
   */
  void whenServerConnectionsAreWanted(Runnable call);

  /**
   * Makes the byte path mind its own standstills. After one, of at least {@link Lull#NOTICED}, it
   * holds by itself, before anything else is passed on, until it is opened by an order that was
   * decided after that.
   *
   * @param call called on an event loop after a standstill of that loop; must not block
   */
  void whenStoodStill(Runnable call);

  /** {@return when an event loop woke last after a standstill; absent if none stood still} */
  Optional<Instant> wokenAt();

  /**
   * {@return the newest time in which no event loop passed anything on; absent if there is none}
   */
  Optional<Lull> lull();

  /** {@return number of server connections that sessions use, those being dialled included} */
  int serverConnections();

  /** {@return number of sessions that wait for a free connection of the server} */
  int waitingForServer();

  /** {@return number of sessions, held ones included} */
  int sessions();

  /** {@return number of sessions that wait for the route, or for a connection of the server} */
  int held();

  /**
   * Stops accepting, drains the sessions, closes those that are left and frees everything. Blocks;
   * not to be called on an event loop. A second call does nothing. Orders that come later have
   * taken effect at once.
   *
   * @param drainTimeout how long to wait for sessions to end
   */
  void stop(Duration drainTimeout);

  /** What sessions that have a server do while the route is held. */
  enum Existing {
    /** Their bytes move. */
    MOVING,
    /** None of their bytes move until the route opens again. */
    FROZEN
  }
}
