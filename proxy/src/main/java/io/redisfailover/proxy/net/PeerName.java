package io.redisfailover.proxy.net;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The other end of a connection, for a log. */
public final class PeerName {
  private PeerName() {}

  /** {@return address and port; of a Unix socket, which has no address, these words} */
  public static String of(SocketAddress peer) {
    return peer instanceof InetSocketAddress address
        ? NetUtil.toSocketAddressString(address)
        : "a Unix socket";
  }
}
