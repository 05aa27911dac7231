package io.redisfailover.proxy.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/**
 * An address to listen on.
 *
 * @param section the section of the configuration file that names it, for instance {@code listen}
 * @param address the address; port 0 takes a free one
 */
public record ListenAddress(String section, InetSocketAddress address) {
  /** Netty's epoll puts the call and the error number in front, and this between. */
  private static final String BY_EPOLL = "): ";

  /**
   * Binds the address.
   *
   * @param bootstrap a server that lacks only its address and the class of its socket
   * @param sockets the transport
   * @return the listening channel
   * @throws IOException when it cannot be bound, with the sentence of what to do
   */
  public Channel bind(ServerBootstrap bootstrap, Sockets sockets) throws IOException {
    ChannelFuture bound =
        bootstrap
            .channelFactory(sockets.listeners(here().getAddress()))
            .bind(here())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(sentence(String.valueOf(bound.cause().getMessage())), bound.cause());
    }
    return bound.channel();
  }

  /**
   * Makes sure that addresses can be bound now, all of them together, before anything is changed
   * for their sake.
   *
   * @throws IOException when one cannot be bound, with the sentence of what to do
   */
  public static void requireFree(List<ListenAddress> addresses) throws IOException {
    if (addresses.isEmpty()) {
      return;
    }
    ListenAddress first = addresses.getFirst();
    try (ServerSocketChannel trial = first.unbound()) {
      first.tryToBind(trial);
      requireFree(addresses.subList(1, addresses.size()));
    }
  }

  private void tryToBind(ServerSocketChannel trial) throws IOException {
    try {
      // What is left of closed connections does not count.
      trial.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(here());
    } catch (IOException taken) {
      throw new IOException(sentence(String.valueOf(taken.getMessage())), taken);
    }
  }

  /** Where the kernel has no IPv6, every address is every IPv4 address. */
  private InetSocketAddress here() {
    boolean every = address.getAddress() instanceof Inet6Address any && any.isAnyLocalAddress();
    return every && !Sockets.hasIpv6()
        ? new InetSocketAddress("0.0.0.0", address.getPort())
        : address;
  }

  private ServerSocketChannel unbound() throws IOException {
    return here().getAddress() instanceof Inet4Address
        ? ServerSocketChannel.open(StandardProtocolFamily.INET)
        : ServerSocketChannel.open();
  }

  private String sentence(String text) {
    int said = text.indexOf(BY_EPOLL);
    String words = said < 0 ? text : text.substring(said + BY_EPOLL.length());
    String remedy =
        words.contains("in use")
            ? "stop the other process, or set " + section + ".port"
            : "set " + section + ".address and " + section + ".port";
    return "%s: cannot bind %s:%d (%s); %s."
        .formatted(section, host(), address.getPort(), words, remedy);
  }

  private String host() {
    return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
  }
}
