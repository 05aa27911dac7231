package io.redisfailover.proxy.admin;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What an administrator changes, whichever way it is asked for. For any thread; no call blocks. */
public interface Administration {
  /**
   * Changes what is set for a server.
   *
   * @return why it is not changed, in one sentence; empty when it has taken effect on the route
   */
  CompletionStage<Optional<String>> administer(Server server, UnaryOperator<ServerAdmin> change);

  /** {@return what is set for a server} */
  ServerAdmin of(Server server);

  /** The health that an administrator sets, until the next checks change it. */
  enum Health {
    /** Up. */
    UP,
    /** Up, and gets no new sessions. */
    STOPPING,
    /** Down. */
    DOWN
  }

  /**
   * Sets the health of a server.
   *
   * @return why it is not set, in one sentence; empty when the route follows it
   */
  CompletionStage<Optional<String>> health(Server server, Health health);

  /**
   * Ends the sessions of a server.
   *
   * @return how many have ended
   */
  CompletionStage<Integer> endSessionsOf(Server server);

  /** Goes on with the checks of a server, or stops them. */
  void check(Server server, boolean on);

  /** Begins the maxima of the statistics anew. */
  void clearMaxima();

  /** Begins the counters of the statistics anew, and their maxima. */
  void clearCounters();
}
