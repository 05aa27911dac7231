package io.redisfailover.proxy.log;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends datagrams to a syslog server. Used by one thread. */
interface SyslogSocket extends AutoCloseable {
  /**
   * Sends a datagram.
   *
   * @throws IOException when it could not be sent; it is lost
   */
  void send(byte[] datagram) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Opens a socket.
   *
   * @param address an Internet address, or that of a Unix socket
   * @throws IOException when nothing listens at a Unix socket, or there are none
   */
  static SyslogSocket open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress file
        ? LocalSyslog.open(file)
        : NetworkSyslog.open(address);
  }

  /** Over UDP. */
  final class NetworkSyslog implements SyslogSocket {
    private final DatagramChannel channel;

    private NetworkSyslog(DatagramChannel channel) {
      this.channel = channel;
    }

    private static NetworkSyslog open(SocketAddress address) throws IOException {
      NetworkSyslog opened = new NetworkSyslog(DatagramChannel.open());
      try {
        opened.channel.connect(resolved(address));
      } catch (IOException failure) {
        opened.close();
        throw failure;
      }
      return opened;
    }

    /** A name that had no address may have one by now. */
    private static SocketAddress resolved(SocketAddress address) throws IOException {
      if (!(address instanceof InetSocketAddress named) || !named.isUnresolved()) {
        return address;
      }
      InetSocketAddress again = new InetSocketAddress(named.getHostString(), named.getPort());
      if (again.isUnresolved()) {
        throw new UnknownHostException(named.getHostString());
      }
      return again;
    }

    @Override
    public void send(byte[] datagram) throws IOException {
      channel.write(ByteBuffer.wrap(datagram));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Over a Unix socket of this machine: the JDK has them for streams only. */
  final class LocalSyslog implements SyslogSocket {
    private final Socket socket;

    private LocalSyslog(Socket socket) {
      this.socket = socket;
    }

    private static LocalSyslog open(UnixDomainSocketAddress address) throws IOException {
      if (!Epoll.isAvailable()) {
        throw new IOException("Unix sockets for datagrams need Linux", Epoll.unavailabilityCause());
      }
      LocalSyslog opened = new LocalSyslog(Socket.newSocketDomainDgram());
      try {
        opened.socket.connect(new DomainSocketAddress(address.getPath().toString()));
      } catch (IOException failure) {
        opened.close();
        throw failure;
      }
      return opened;
    }

    @Override
    public void send(byte[] datagram) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocateDirect(datagram.length).put(datagram).flip();
      if (socket.send(bytes, 0, datagram.length) < datagram.length) {
        throw new IOException("its receiver does not keep up");
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
