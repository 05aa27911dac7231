package io.redisfailover.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a connection, for a log. */
public final class PeerName {
  private static final String UNIX = "a Unix socket";

  private PeerName() {}

  /** {@return address and port; of a Unix socket, which has no address, these words} */
  public static String of(SocketAddress peer) {
    return peer instanceof InetSocketAddress address
        ? NetUtil.toSocketAddressString(address)
        : UNIX;
  }

  /** {@return the same; of a Unix socket with the process there, where the kernel tells it} */
  public static String of(Channel channel) {
    if (channel instanceof EpollDomainSocketChannel local) {
      try {
        PeerCredentials peer = local.peerCredentials();
        return "%s (process %d of user %d)".formatted(UNIX, peer.pid(), peer.uid());
      } catch (IOException gone) {
        return UNIX;
      }
    }
    return of(channel.remoteAddress());
  }
}
