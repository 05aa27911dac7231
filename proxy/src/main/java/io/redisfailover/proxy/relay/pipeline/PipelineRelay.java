package io.redisfailover.proxy.relay.pipeline;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.SessionObserver;
import io.redisfailover.proxy.relay.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The byte path on ordinary Netty channels. Both channels of a session are on one event loop, so
 * that nothing of a session needs a lock.
 */
public final class PipelineRelay implements Relay {
  private static final int BACKLOG = 4096;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 128 << 10);

  private final Listen listen;
  private final Shared shared;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoopSessions> loops = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private @Nullable Channel listener;

  /**
   * A relay that does not listen yet.
   *
   * @param listen where to listen
   * @param limits what sessions may take
   * @param observer who hears of sessions
   * @param clock the clock of the process
   */
  public PipelineRelay(
      Listen listen, Limits limits, SessionObserver observer, InstantSource clock) {
    this.listen = listen;
    Sockets sockets = Sockets.of(listen.transport());
    this.shared =
        new Shared(limits, sockets, observer, clock, new AtomicInteger(), new AtomicInteger());
    this.group = sockets.eventLoops("relay", listen.eventLoops());
    for (EventExecutor executor : group) {
      loops.add(new LoopSessions((EventLoop) executor, shared));
    }
  }

  @Override
  public InetSocketAddress start() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(shared.sockets().server())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Admission());
    ChannelFuture bound = bootstrap.bind(listen.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + listen.address(), bound.cause());
    }
    listener = bound.channel();
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public CompletableFuture<Void> hold(Existing existing) {
    return onEachLoop(sessions -> sessions.hold(existing));
  }

  @Override
  public CompletableFuture<Void> open(Target target) {
    return onEachLoop(sessions -> sessions.open(target));
  }

  @Override
  public CompletableFuture<Void> closeSessions(Predicate<Target> which, CloseReason reason) {
    return onEachLoop(sessions -> sessions.closeSessions(which, reason));
  }

  @Override
  public CompletableFuture<Boolean> quiesce(Duration limit) {
    List<CompletableFuture<Boolean>> parts = new ArrayList<>();
    CompletableFuture<Void> started =
        onEachLoop(sessions -> {
          CompletableFuture<Boolean> atRest = new CompletableFuture<>();
          synchronized (parts) {
            parts.add(atRest);
          }
          sessions.quiesce(limit, atRest);
        });
    return started.thenCompose(ignored -> {
      List<CompletableFuture<Boolean>> all;
      synchronized (parts) {
        all = List.copyOf(parts);
      }
      return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
          .thenApply(done -> all.stream().allMatch(CompletableFuture::resultNow));
    });
  }

  @Override
  public int sessions() {
    return shared.sessions().get();
  }

  @Override
  public int held() {
    return shared.held().get();
  }

  @Override
  public void stop(Duration drainTimeout) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    awaitSessions(drainTimeout);
    onEachLoop(sessions -> sessions.closeAll(CloseReason.STOPPED)).join();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void awaitSessions(Duration limit) {
    onEachLoop(LoopSessions::stop).join();
    try {
      CompletableFuture.allOf(
              loops.stream().map(LoopSessions::emptied).toArray(CompletableFuture<?>[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException stillSome) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> onEachLoop(Consumer<LoopSessions> order) {
    return CompletableFuture.allOf(
        loops.stream()
            .map(sessions ->
                CompletableFuture.runAsync(() -> order.accept(sessions), sessions.eventLoop()))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Sets what every socket of a session has. */
  static <B extends AbstractBootstrap<B, C>, C extends Channel> B tune(B bootstrap) {
    return bootstrap
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
  }

  /** Hands each accepted channel to the sessions of its loop, and leaves the pipeline. */
  @io.netty.channel.ChannelHandler.Sharable
  private final class Admission extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.pipeline().remove(this);
      for (LoopSessions sessions : loops) {
        if (sessions.eventLoop().equals(context.channel().eventLoop())) {
          sessions.admit((SocketChannel) context.channel());
          return;
        }
      }
      Sockets.close(context.channel());
    }
  }
}
