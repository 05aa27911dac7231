package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the statistics are served.
 *
 * @param address the address to bind; port 0 takes a free one
 * @param auth yields the logins, called for each request so that a changed password counts at once;
 *     absent when everyone may see the statistics
 * @param metricsNeedAuth whether {@code /metrics} needs the login too
 * @param refresh how often the page reloads itself in a browser that runs no script, at least 1 s
 * @param path where the page is served beside {@code /}, without a query; begins with a slash
 * @param monitorPath where {@code /healthz} is served too, without a query; absent for nowhere else
 * @param maxConnections most connections at once; one more takes the place of the oldest one that
 *     has not shown the login
 * @param appearance what the page shows of its process
 */
public record StatisticsSettings(
    InetSocketAddress address,
    Supplier<Optional<BasicAuth>> auth,
    boolean metricsNeedAuth,
    Duration refresh,
    String path,
    Optional<String> monitorPath,
    int maxConnections,
    Appearance appearance) {
  /**
   * What the page shows of its process.
   *
   * @param version whether it shows the version of the program
   * @param description a text for people, such as where the process runs; absent for none
   */
  public record Appearance(boolean version, Optional<String> description) {
    /** The version, and no text. */
    public static final Appearance DEFAULT = new Appearance(true, Optional.empty());
  }

  /** Checks the ranges. */
  public StatisticsSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is " + maxConnections + ", use 1 or more");
    }
    if (refresh.toSeconds() < 1) {
      throw new IllegalArgumentException("refresh is " + refresh + ", use 1 s or more");
    }
  }

  /** The page at {@code /} only. */
  public StatisticsSettings(
      InetSocketAddress address,
      Supplier<Optional<BasicAuth>> auth,
      boolean metricsNeedAuth,
      Duration refresh,
      int maxConnections) {
    this(
        address,
        auth,
        metricsNeedAuth,
        refresh,
        "/",
        Optional.empty(),
        maxConnections,
        Appearance.DEFAULT);
  }

  /** As often as the page of the usual HAProxy setup. */
  public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(30);

  /** Enough for every monitor and a few browsers, few enough for a small heap. */
  public static final int DEFAULT_MAX_CONNECTIONS = 64;

  /** {@return the default settings: the page reloads every 30 s, metrics need no login} */
  public static StatisticsSettings on(
      InetSocketAddress address, Supplier<Optional<BasicAuth>> auth) {
    return new StatisticsSettings(address, auth, false, DEFAULT_REFRESH, DEFAULT_MAX_CONNECTIONS);
  }
}
