package io.redisfailover.proxy.stats;

import java.util.Optional;

/**
 * Reports whether the process is healthy and whether clients should use it. Called by the threads
 * of the statistics server; must not block.
 */
public interface HealthSource {
  /** {@return why the process should be restarted, in one sentence; absent while it is healthy} */
  Optional<String> notAlive();

  /**
   * {@return why clients should use another proxy, in one sentence; absent while they may use this
   * one} A proxy that holds clients during a failover is ready.
   */
  Optional<String> notReady();
}
