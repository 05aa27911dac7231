package io.redisfailover.proxy.stats;

import java.util.Optional;

/**
 * Says whether the process lives and whether clients should be sent to it. Called by the threads of
 * the statistics server; must not block.
 */
public interface HealthSource {
  /** {@return why the process is beyond repair, in one sentence; absent while it lives} */
  Optional<String> notAlive();

  /**
   * {@return why clients should go to another proxy, in one sentence; absent when they may come
   * here} A proxy that holds connections during a failover is ready.
   */
  Optional<String> notReady();
}
