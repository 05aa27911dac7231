package io.redisfailover.proxy.stats.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The counters of the frontend or of one server at one moment. Totals count from the start of the
 * process, or from the moment when an administrator cleared them.
 *
 * @param sessions how many sessions there are and were
 * @param rate how many sessions began in one second
 * @param volume how many bytes were moved
 * @param dials how connections to servers were made
 * @param holds connections that waited for a route
 * @param ends sessions and connections that did not end by themselves
 */
public record Traffic(
    Sessions sessions, Rate rate, Volume volume, Dials dials, Holds holds, Ends ends) {
  /**
   * Sessions.
   *
   * @param current at the moment
   * @param max most at once
   * @param total begun so far
   * @param sinceLast since the last one began; absent when there was none
   */
  public record Sessions(long current, long max, long total, Optional<Duration> sinceLast) {}

  /**
   * Sessions begun in one second.
   *
   * @param current in the last second
   * @param max the highest such number
   */
  public record Rate(long current, long max) {}

  /**
   * Bytes.
   *
   * @param bytesIn from clients
   * @param bytesOut to clients
   */
  public record Volume(long bytesIn, long bytesOut) {}

  /**
   * Dials to servers.
   *
   * @param attempts dials
   * @param failures dials that failed
   * @param retries failed dials that were repeated
   * @param redispatches failed dials that were repeated on the other server
   */
  public record Dials(long attempts, long failures, long retries, long redispatches) {}

  /**
   * Held connections.
   *
   * @param current that wait for the route at the moment
   * @param max most at once
   * @param total held so far
   * @param timedOut closed because the hold took too long
   */
  public record Holds(long current, long max, long total, long timedOut) {}

  /**
   * Ends that were forced.
   *
   * @param rejected connections closed because a limit was reached
   * @param clientAborts transfers that the client reset
   * @param serverAborts transfers that the server reset
   * @param closedByRoleChange sessions closed because the active server changed
   * @param unlogged sessions without a line in the access log, which could not keep up
   */
  public record Ends(
      long rejected,
      long clientAborts,
      long serverAborts,
      long closedByRoleChange,
      long unlogged) {}
}
