package io.redisfailover.proxy.relay.pipeline;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sockets that accept clients, all for one byte path. Safe for threads. */
final class ClientListeners {
  private final List<Channel> bound = new CopyOnWriteArrayList<>();

  /**
   * Binds every address.
   *
   * @param bootstrap a server that lacks only its address and the class of its socket
   * @return the first one as it was bound
   * @throws IOException when one cannot be bound, with the sentence of what to do; {@link #close}
   *     frees the others
   */
  InetSocketAddress bind(Listen listen, ServerBootstrap bootstrap, Sockets sockets)
      throws IOException {
    bound.add(new ListenAddress("listen", listen.address()).bind(bootstrap.clone(), sockets));
    for (int i = 0; i < listen.additional().size(); i++) {
      bound.add(
          new ListenAddress("listen.additional[" + i + "]", listen.additional().get(i))
              .bind(bootstrap.clone(), sockets));
    }
    return (InetSocketAddress) bound.getFirst().localAddress();
  }

  /** {@return whether each that was bound still accepts} */
  boolean areActive() {
    return bound.stream().allMatch(Channel::isActive);
  }

  /** Accepts no more. Blocks. */
  void close() {
    bound.forEach(listener -> listener.close().awaitUninterruptibly());
  }
}
