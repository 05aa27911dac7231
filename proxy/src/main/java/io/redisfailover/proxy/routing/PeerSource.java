package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks other proxies what they have seen. Any thread; never blocks. */
@FunctionalInterface
public interface PeerSource {
  /** Nobody can be asked. */
  PeerSource NONE =
      peer -> CompletableFuture.failedFuture(new IllegalStateException("no token for " + peer));

  /**
   * Asks one.
   *
   * @param peer its control API
   * @return what it said; fails when it said nothing in time that can be believed
   */
  CompletionStage<PeerReport> ask(Endpoint peer);
}
