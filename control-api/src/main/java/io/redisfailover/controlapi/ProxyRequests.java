package io.redisfailover.controlapi;

import io.redisfailover.failover.observer.PeerReport;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a controller may ask a proxy to do. Any thread; no call blocks, and each stage completes
 * within half a second.
 */
public interface ProxyRequests {
  /** How a request ended. */
  sealed interface Outcome {}

  /** It was done. */
  record Accepted() implements Outcome {}

  /**
   * It was not done, and nothing has changed.
   *
   * @param message why, in one sentence
   */
  record Refused(String message) implements Outcome {}

  /** Names the newest epoch and the addresses; a sequence older than the newest is refused. */
  CompletionStage<Outcome> push(EpochPush push);

  /** Names the other proxies. */
  CompletionStage<Outcome> peers(PeerList list);

  /** {@return what it has seen; absent when it promotes nobody} */
  CompletionStage<Optional<PeerReport>> evidence();

  /** Announces a switchover: stops dialling and forwarding, and lets sessions quiesce. */
  CompletionStage<Outcome> prepare(SwitchoverPrepare prepare);

  /** The switchover was given up. */
  CompletionStage<Outcome> abort(SwitchoverAbort abort);

  /** The switchover was done. */
  CompletionStage<Outcome> commit(SwitchoverCommit commit);
}
