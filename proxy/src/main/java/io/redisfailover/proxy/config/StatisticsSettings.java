package io.redisfailover.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the statistics are served.
 *
 * @param address where to listen; HAProxy's page of the seed is on 8181
 * @param auth who may see them, asked for at each request so that a changed password counts at
 *     once; absent: everybody
 * @param metricsNeedAuth whether {@code /metrics} asks for it as well
 * @param refresh how often the page reloads itself
 * @param maxConnections most connections at once; one more closes the oldest
 */
public record StatisticsSettings(
    InetSocketAddress address,
    Supplier<Optional<BasicAuth>> auth,
    boolean metricsNeedAuth,
    Duration refresh,
    int maxConnections) {
  /** Checks that there is room for a connection and that the page is not reloaded all the time. */
  public StatisticsSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections " + maxConnections + " is below 1");
    }
    if (refresh.toSeconds() < 1) {
      throw new IllegalArgumentException("refresh " + refresh + " is below one second");
    }
  }

  /** As often as the seed's page. */
  public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(30);

  /** Enough for every monitor and a few people, few enough for a small heap. */
  public static final int DEFAULT_MAX_CONNECTIONS = 64;

  /** {@return the seed's settings: page refreshed every 30 s, metrics open to everybody} */
  public static StatisticsSettings on(
      InetSocketAddress address, Supplier<Optional<BasicAuth>> auth) {
    return new StatisticsSettings(address, auth, false, DEFAULT_REFRESH, DEFAULT_MAX_CONNECTIONS);
  }
}
