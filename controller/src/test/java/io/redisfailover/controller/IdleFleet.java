package io.redisfailover.controller;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Proxies that are asked for their state only. */
abstract class IdleFleet implements ProxyFleet {
  @Override
  public Map<String, ProxyReply> push(EpochPush push) {
    return Map.of();
  }

  @Override
  public Map<String, ProxyReply> introduce(long sequence) {
    return Map.of();
  }

  @Override
  public List<Endpoint> proxies() {
    return List.of();
  }

  @Override
  public CompletionStage<PeerReport> evidence(Endpoint proxy) {
    return CompletableFuture.failedFuture(new IllegalStateException("nobody is there"));
  }

  @Override
  public Map<String, ProxyReply> prepare(SwitchoverPrepare prepare) {
    return Map.of();
  }

  @Override
  public Map<String, ProxyReply> abort(SwitchoverAbort abort) {
    return Map.of();
  }

  @Override
  public Map<String, ProxyReply> commit(SwitchoverCommit commit) {
    return Map.of();
  }

  @Override
  public void close() {}
}
