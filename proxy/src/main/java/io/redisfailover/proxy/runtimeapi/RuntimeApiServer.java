package io.redisfailover.proxy.runtimeapi;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeApiSettings.TcpSocket;
import io.redisfailover.proxy.config.RuntimeApiSettings.UnixSocket;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.log.RefusalLog;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.PeerName;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.UnixSocketFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the runtime API. It has a thread and buffers of its own, so that none of its clients
 * delays or starves another part of the process.
 */
public final class RuntimeApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeApiServer.class);

  /** Most bytes of a command with its payload. */
  public static final int LONGEST_COMMAND = CommandBuffer.LONGEST;

  /** Bytes that one read takes. */
  private static final int READ_BYTES = 4096;

  private final RuntimeApiSettings settings;
  private final Sockets sockets;
  private final CommandTable commands;
  private final EventLoopGroup loop;
  private final ChannelGroup connections;
  private final RefusalLog refusals = new RefusalLog(LOG);
  private final List<Channel> listeners = new ArrayList<>();
  private final List<UnixSocketFile> files = new ArrayList<>();

  private RuntimeApiServer(RuntimeApiSettings settings, Sockets sockets, CommandTable commands) {
    this.settings = settings;
    this.sockets = sockets;
    this.commands = commands;
    this.loop = sockets.eventLoops("runtimeApi", 1);
    this.connections = new DefaultChannelGroup(loop.next());
  }

  /**
   * Listens.
   *
   * @param settings where, and within which limits
   * @param view what the commands read
   * @param sockets the transport
   * @return the server, listening on every socket
   * @throws IOException when a socket that is required cannot be bound; none is left behind
   */
  public static RuntimeApiServer start(
      RuntimeApiSettings settings, RuntimeView view, Sockets sockets) throws IOException {
    RuntimeApiServer server = new RuntimeApiServer(settings, sockets, RuntimeCommands.table(view));
    try {
      for (int i = 0; i < settings.sockets().size(); i++) {
        server.tryToListen("runtimeApi.sockets[" + i + "]", settings.sockets().get(i));
      }
      return server;
    } catch (IOException unbound) {
      server.close();
      throw unbound;
    }
  }

  private void tryToListen(String section, RuntimeApiSettings.Socket socket) throws IOException {
    try {
      listen(section, socket);
    } catch (IOException unbound) {
      if (settings.required()) {
        throw unbound;
      }
      LOG.warn("{} The runtime API does not listen there.", unbound.getMessage());
    }
  }

  private void listen(String section, RuntimeApiSettings.Socket socket) throws IOException {
    switch (socket) {
      case UnixSocket unix -> {
        UnixSocketFile.Bound bound =
            UnixSocketFile.bind(
                section,
                bootstrap(unix.level()).channel(sockets.domain().server()),
                sockets,
                unix.path(),
                unix.mode());
        listeners.add(bound.channel());
        files.add(bound.file());
      }
      case TcpSocket tcp -> {
        if (!tcp.address().getAddress().isLoopbackAddress()) {
          LOG.warn(
              "{}: anyone who reaches port {} may act with level {}; use a Unix socket, or"
                  + " 127.0.0.1.",
              section,
              tcp.address().getPort(),
              tcp.level());
        }
        listeners.add(
            new ListenAddress(section, tcp.address())
                .bind(bootstrap(tcp.level()).option(ChannelOption.SO_REUSEADDR, true), sockets));
      }
    }
  }

  private ServerBootstrap bootstrap(RuntimeLevel level) {
    return new ServerBootstrap()
        .group(loop)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(true))
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                admit(channel, level);
              }
            });
  }

  private void admit(Channel channel, RuntimeLevel level) {
    if (connections.size() >= settings.maxConnections()) {
      Sockets.close(channel);
      return;
    }
    connections.add(channel);
    CliState state = new CliState(level, false, settings.timeout());
    CliSession session =
        new CliSession(commands, state, new RuntimeAudit(refusals), PeerName.of(channel));
    channel.pipeline().addLast(new RuntimeConnection(session, refusals));
  }

  /** {@return the bound TCP addresses, in the order of the settings} */
  public List<InetSocketAddress> addresses() {
    return listeners.stream()
        .map(Channel::localAddress)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .toList();
  }

  /** {@return its event loop} */
  public EventLoop eventLoop() {
    return loop.next();
  }

  /** Stops listening, closes every connection and deletes the sockets. Blocks. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().awaitUninterruptibly());
    connections.close().awaitUninterruptibly();
    for (UnixSocketFile file : files) {
      try {
        file.delete();
      } catch (IOException kept) {
        LOG.warn("The file of a socket of the runtime API was not deleted; delete it.", kept);
      }
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
