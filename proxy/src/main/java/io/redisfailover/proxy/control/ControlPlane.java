package io.redisfailover.proxy.control;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlclient.EvidenceCalls;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.PeerSource;
import io.redisfailover.proxy.routing.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a proxy and those around it have to say to each other: its control API, and its peers'. */
public final class ControlPlane {
  private final Optional<ControlApiConfig> config;
  private final Sockets sockets;
  private final Optional<EvidenceCalls> peers;
  private @Nullable ControlServer server;

  /**
   * Creates one that does not listen yet.
   *
   * @param config the control API; absent when it is not served, and then nobody is asked either
   * @param sockets the transport
   */
  public ControlPlane(Optional<ControlApiConfig> config, Sockets sockets) {
    this.config = config;
    this.sockets = sockets;
    this.peers = config.map(api -> new EvidenceCalls(() -> api.tokens().get().getFirst().reveal()));
  }

  /** {@return asks the other proxies} */
  public PeerSource peers() {
    return peers.<PeerSource>map(calls -> calls::ask).orElse(PeerSource.NONE);
  }

  /**
   * Listens, and tells the router which other proxies the configuration names.
   *
   * @param name the name of this proxy
   * @param router its router
   * @param relay its byte path
   * @param further what is served beside the proxy's own routes
   * @return the bound address; absent when the API is not served
   * @throws IOException when the address cannot be bound
   */
  public Optional<InetSocketAddress> start(
      String name, Router router, Relay relay, ExtraRoutes further) throws IOException {
    if (config.isEmpty()) {
      return Optional.empty();
    }
    ControlApiConfig api = config.get();
    api.peers().ifPresent(others -> router.control().peers(new PeerList(0, others)));
    ControlServer created =
        new ControlServer(api, sockets, new ControlledProxy(name, router, relay), further);
    server = created;
    return Optional.of(created.start());
  }

  /** {@return the event loop of the API; absent while it does not listen} */
  public Optional<EventLoop> eventLoop() {
    return Optional.ofNullable(server).flatMap(ControlServer::eventLoop);
  }

  /** Stops listening and asking. */
  public void stop() {
    peers.ifPresent(EvidenceCalls::close);
    if (server != null) {
      server.stop();
    }
  }
}
