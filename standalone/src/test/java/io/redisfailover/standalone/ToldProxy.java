package io.redisfailover.standalone;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.control.ControlServer;
import io.redisfailover.proxy.control.ExtraRoutes;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The real control API of a proxy that is made of nothing else: it keeps what it is told, and says
 * of itself what a test wants.
 */
final class ToldProxy implements ProxyControl, AutoCloseable {
  static final String TOKEN = "a token of the test";

  private final List<Record> told = new CopyOnWriteArrayList<>();
  private final ControlServer server;
  private final Endpoint endpoint;
  private volatile ProxyReport report =
      new ProxyReport(
          "proxy-1",
          Optional.empty(),
          Optional.empty(),
          false,
          "the proxy is starting",
          0,
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          Optional.empty());
  private volatile Outcome outcome = new Accepted();

  /** One with nothing beside its own routes. */
  ToldProxy() throws IOException {
    this(ExtraRoutes.NONE);
  }

  ToldProxy(ExtraRoutes further) throws IOException {
    Sockets sockets = Sockets.of(Transport.AUTO);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        new ControlServer(
            new ControlApiConfig(any, () -> Secret.lines(TOKEN)), sockets, this, further);
    endpoint = new Endpoint("127.0.0.1", server.start().getPort());
  }

  /** {@return where its control API is} */
  Endpoint endpoint() {
    return endpoint;
  }

  /** {@return what it was told, in order} */
  List<Record> told() {
    return told;
  }

  /** From now on it says this of itself. */
  void says(ProxyReport itself) {
    report = itself;
  }

  /** From now on it refuses. */
  void refuses(String message) {
    outcome = new Refused(message);
  }

  private CompletionStage<Outcome> hears(Record message) {
    told.add(message);
    return CompletableFuture.completedFuture(outcome);
  }

  @Override
  public ProxyReport status() {
    return report;
  }

  @Override
  public CompletionStage<Outcome> push(EpochPush push) {
    return hears(push);
  }

  @Override
  public CompletionStage<Outcome> peers(PeerList list) {
    return hears(list);
  }

  @Override
  public CompletionStage<Optional<PeerReport>> evidence() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
    return hears(prepare);
  }

  @Override
  public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
    return hears(abort);
  }

  @Override
  public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
    return hears(commit);
  }

  @Override
  public void close() {
    server.stop();
  }
}
