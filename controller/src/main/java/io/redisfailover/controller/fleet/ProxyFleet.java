package io.redisfailover.controller.fleet;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All proxies. Every call asks all of them at the same time, blocks until each has answered or its
 * time is over, and gives one reply for each, by its address. Thread-safe.
 */
public interface ProxyFleet extends AutoCloseable {
  /** {@return what each says of itself} */
  Map<String, ProxyReply> status();

  /**
   * Tells them the line and where the servers are. A proxy refuses a sequence that is older than
   * one it took.
   *
   * @param sequence grows with every push of every controller
   * @param line the newest line
   * @param endpoints both servers
   */
  Map<String, ProxyReply> push(long sequence, Line line, Endpoints endpoints);

  /**
   * Announces a planned switch: they stop dialling and forwarding, and drain.
   *
   * @param attempt a new name
   * @param cause why it is done
   * @param deadline after which they go on by themselves
   */
  Map<String, ProxyReply> prepare(String attempt, Cause cause, Duration deadline);

  /** Calls the switch off; {@code line} is the line of the un-parked server, if there was one. */
  Map<String, ProxyReply> release(String attempt, Optional<Line> line);

  /** Ends the switch: {@code line} is where the clients go. */
  Map<String, ProxyReply> commit(String attempt, Line line);

  @Override
  void close();
}
