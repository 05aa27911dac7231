package io.redisfailover.proxy.routing;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a controller may ask of a proxy. Any thread; each stage completes within half a second. */
public interface SwitchControl {
  /** How a request ended. */
  sealed interface Outcome {}

  /** It was done. */
  record Accepted() implements Outcome {}

  /**
   * It was not done, and nothing has changed.
   *
   * @param why one sentence
   */
  record Refused(String why) implements Outcome {}

  /**
   * Names the newest line and the addresses.
   *
   * @param sequence number of this push; older ones than the newest are refused
   * @param line the line
   * @param endpoints where both servers are
   */
  CompletionStage<Outcome> push(long sequence, Line line, Endpoints endpoints);

  /**
   * Announces a planned switch: stops dialling and forwarding, and lets sessions come to rest.
   *
   * @param attempt its id, never used before
   * @param cause why it is done
   * @param deadline how long to wait for its end
   */
  CompletionStage<Outcome> prepare(String attempt, Cause cause, Duration deadline);

  /**
   * The switch was given up.
   *
   * @param attempt its id
   * @param line the line that goes on, if it was renewed
   */
  CompletionStage<Outcome> release(String attempt, Optional<Line> line);

  /**
   * The switch was done.
   *
   * @param attempt its id
   * @param line the line that it began
   */
  CompletionStage<Outcome> commit(String attempt, Line line);
}
