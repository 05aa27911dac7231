package io.redisfailover.controller.fleet;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * All proxies. Every call asks all of them at the same time, blocks until each has answered or its
 * time is over, and gives one reply for each, by its address. Thread-safe.
 */
public interface ProxyFleet extends AutoCloseable {
  /** {@return what each says of itself} */
  Map<String, ProxyReply> status();

  /**
   * Tells them the newest epoch and where the servers are. A proxy refuses a sequence that is older
   * than one it took.
   */
  Map<String, ProxyReply> push(EpochPush push);

  /**
   * Tells each of them who the others are, if that is to be told: without Kubernetes it stands in
   * their files.
   *
   * @param sequence higher than at the call before; a proxy refuses an older list than it has
   */
  Map<String, ProxyReply> introduce(long sequence);

  /** {@return the control addresses of all proxies of this moment} */
  List<Endpoint> proxies();

  /**
   * Asks one what it has seen; returns at once.
   *
   * @param proxy its control address
   * @return what it said; fails when it said nothing in time that can be believed
   */
  CompletionStage<PeerReport> evidence(Endpoint proxy);

  /** Announces a switchover: they stop dialling and forwarding, and drain. */
  Map<String, ProxyReply> prepare(SwitchoverPrepare prepare);

  /** Calls the switch off; its epoch is the epoch of the unparked server, if there was one. */
  Map<String, ProxyReply> abort(SwitchoverAbort abort);

  /** Ends the switchover; its epoch is where the clients go. */
  Map<String, ProxyReply> commit(SwitchoverCommit commit);

  @Override
  void close();
}
