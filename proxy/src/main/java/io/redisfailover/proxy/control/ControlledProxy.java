package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.Router;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * This proxy as its controller sees it: its status is read here, requests are passed to its router.
 */
public final class ControlledProxy implements ProxyControl {
  private final String name;
  private final Router router;
  private final Relay relay;

  /**
   * Creates the controller's side of a proxy.
   *
   * @param name its name
   * @param router its router
   * @param relay its byte path
   */
  public ControlledProxy(String name, Router router, Relay relay) {
    this.name = name;
    this.router = router;
    this.relay = relay;
  }

  @Override
  public ProxyReport status() {
    return ProxyReports.of(name, router.status(), relay.held(), relay.sessions());
  }

  @Override
  public CompletionStage<Outcome> push(EpochPush push) {
    return router.control().push(push);
  }

  @Override
  public CompletionStage<Outcome> peers(PeerList list) {
    return router.control().peers(list);
  }

  @Override
  public CompletionStage<Optional<PeerReport>> evidence() {
    return router.control().evidence();
  }

  @Override
  public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
    return router.control().prepare(prepare);
  }

  @Override
  public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
    return router.control().abort(abort);
  }

  @Override
  public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
    return router.control().commit(commit);
  }
}
