package io.redisfailover.controlapi;

import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.time.Duration;

/** How large and how late anything of the control API may be. */
public final class ControlLimits {
  /** Of a request. The largest push fits, and nobody who guesses tokens fills the memory. */
  public static final int LARGEST_BODY_BYTES = 64 << 10;

  /** Of a reply. A report has some kilobytes: whoever says more says something else. */
  public static final int LARGEST_REPLY_BYTES = 1 << 20;

  /** Of a text in a request, in characters. A host's name has at most 253. */
  public static final int LONGEST_TEXT = 255;

  /** Further names of one server. With this many of the longest a push still fits in its body. */
  public static final int MOST_ALIASES = 100;

  /** Other proxies of one pair that a proxy asks; each of them keeps a connection to it. */
  public static final int MOST_PEERS = 50;

  /**
   * Of one API. Each other proxy needs one, a controller two, an administrator one, and all may
   * leave old ones behind.
   */
  public static final int MOST_CONNECTIONS = 64;

  /** A connection without a request for so long is closed. Longer than any request takes. */
  public static final Duration IDLE = Duration.ofSeconds(60);

  /** Least time for which a prepared proxy waits for the end of a switchover. */
  public static final Duration SHORTEST_DEADLINE = Duration.ofMillis(1);

  /**
   * The longest time of that kind that is taken: a mistake beyond it is one of the unit. A proxy
   * waits no longer than its own limit in any case.
   */
  public static final Duration LONGEST_DEADLINE = Duration.ofMinutes(1);

  /** Time for a call to a proxy, connecting included. Clients are held while one is awaited. */
  public static final Duration CALL = SwitchoverTimes.PREPARE_LIMIT;

  /** Time for a call to a controller that only asks how it stands. */
  public static final Duration CONTROLLER_STATUS = Duration.ofSeconds(5);

  /**
   * Time for a request of an administrator. A switchover waits 10 s for the standby and has 1.5 s;
   * a decision is carried out within 15 s.
   */
  public static final Duration ADMIN_REQUEST = Duration.ofSeconds(30);

  private ControlLimits() {}
}
