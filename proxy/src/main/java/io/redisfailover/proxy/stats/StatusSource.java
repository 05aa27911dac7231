package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.stats.model.StatusSnapshot;

/**
 * Yields the status of the proxy. Called by the threads of the statistics server; must not block.
 */
@FunctionalInterface
public interface StatusSource {
  /** {@return the present status} */
  StatusSnapshot snapshot();
}
