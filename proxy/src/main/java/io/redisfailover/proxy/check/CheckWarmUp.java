package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.proxy.net.Sockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs checks against a server of this process before the first real one. A real check has a second
 * or less; without the warm-up the first one loads the classes in that time, and a healthy server
 * counts as down on a busy machine.
 *
 * <p>It must not keep a process from starting: after {@link #LIMIT} it ends, whatever it has
 * reached.
 */
public final class CheckWarmUp {
  /** The longest that a start waits for it. */
  public static final Duration LIMIT = Duration.ofSeconds(3);

  private static final int ROUNDS = 3;

  /** One script for each way to end; the server says {@code +PONG} and {@code +OK} to anything. */
  private static final List<Rehearsed> SCRIPTS =
      List.of(
          new Rehearsed(
              1000,
              "connect",
              "send PING\\r\\n",
              "expect string +PONG",
              "send QUIT\\r\\n",
              "expect rstring ^\\+PONG",
              "expect binary 2b4f4b on-success %s:\\ %[res.payload(0,0),cut_crlf]"),
          new Rehearsed(1000, "connect", "send PING\\r\\n", "expect min-recv 1 string role:master"),
          new Rehearsed(20, "connect", "expect string +PONG"));

  /** A script, and how long its steps may take. */
  private record Rehearsed(int limitMillis, List<String> rules) {
    Rehearsed(int limitMillis, String... rules) {
      this(limitMillis, List.of(rules));
    }

    CheckPlan against(InetSocketAddress server) {
      Duration second = Duration.ofSeconds(1);
      CheckSettings settings =
          new CheckSettings(
              second,
              second,
              second,
              Optional.of(Duration.ofMillis(limitMillis)),
              second,
              HealthCounter.DEFAULT_RISE,
              HealthCounter.DEFAULT_FALL,
              HealthCounter.Initial.DOWN);
      return new CheckPlan(server, CheckScript.parse(rules), settings, "redis", "rehearsal");
    }
  }

  private final Bootstrap transport;
  private final EventLoop loop;
  private final Supervised part;
  private final List<CheckResult> results = new ArrayList<>();
  private final CompletableFuture<List<CheckResult>> done = new CompletableFuture<>();
  private final List<Rehearsed> left = new ArrayList<>();

  private CheckWarmUp(Bootstrap transport, EventLoop loop, Supervised part) {
    this.transport = transport;
    this.loop = loop;
    this.part = part;
  }

  /**
   * Plays it.
   *
   * @param sockets the transport of the real checks
   * @param loop their event loop
   * @param part keeps it; ended with it
   * @return the results, when it is over; it never fails
   */
  public static CompletableFuture<List<CheckResult>> play(
      Sockets sockets, EventLoop loop, Supervised part) {
    CheckWarmUp warmUp = new CheckWarmUp(new Bootstrap().channel(sockets.client()), loop, part);
    loop.execute(() -> part.guard(() -> warmUp.listen(sockets)));
    var limit = loop.schedule(warmUp::end, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    var unused = warmUp.done.whenComplete((results, never) -> limit.cancel(false));
    return warmUp.done;
  }

  private void listen(Sockets sockets) {
    for (int round = 0; round < ROUNDS; round++) {
      left.addAll(SCRIPTS);
    }
    new ServerBootstrap()
        .group(loop)
        .channel(sockets.server())
        .childHandler(new Answers())
        .bind(InetAddress.getLoopbackAddress(), 0)
        .addListener(
            (ChannelFutureListener)
                bind -> {
                  if (bind.isSuccess()) {
                    var unused =
                        done.whenComplete((results, never) -> Sockets.close(bind.channel()));
                    part.guard(() -> next(bind.channel()));
                  } else {
                    end();
                  }
                });
  }

  private void next(Channel server) {
    if (left.isEmpty() || done.isDone()) {
      end();
      return;
    }
    CheckPlan plan = left.removeFirst().against((InetSocketAddress) server.localAddress());
    var unused =
        CheckRun.start(
            transport,
            loop,
            plan,
            part,
            result -> {
              results.add(result);
              next(server);
            });
  }

  private void end() {
    part.end();
    done.complete(List.copyOf(results));
  }

  /** Answers everything with what a Redis server says to PING and to QUIT. */
  @ChannelHandler.Sharable
  private static final class Answers extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      var unused =
          context.writeAndFlush(
              Unpooled.copiedBuffer("+PONG\r\n+OK\r\n", StandardCharsets.US_ASCII));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Sockets.close(context.channel());
    }
  }
}
