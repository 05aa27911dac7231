package io.redisfailover.proxy.stats;

/**
 * Yields what the proxy is doing. Called by the threads of the statistics server; must not block.
 */
@FunctionalInterface
public interface StatusSource {
  /** {@return the status of this moment} */
  StatusSnapshot snapshot();
}
