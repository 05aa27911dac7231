package io.redisfailover.operator.desired;

/** Ports of containers; Services have their own. */
public final class Ports {
  /** Redis, in servers and proxies. */
  public static final int REDIS = 6379;

  /** The proxies' statistics page, metrics and probes. */
  public static final int STATS = 8181;

  /** The proxies' control API. */
  public static final int CONTROL = 8182;

  private Ports() {}
}
