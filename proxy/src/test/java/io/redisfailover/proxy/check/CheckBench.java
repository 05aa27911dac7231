package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs single checks on an event loop of its own. */
final class CheckBench implements AutoCloseable {
  /** Far longer than any check of a test takes. */
  private static final int PATIENCE_SECONDS = 60;

  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private final MultiThreadIoEventLoopGroup group;
  private final Supervised shared = part();

  CheckBench() {
    this(1);
  }

  CheckBench(int loops) {
    group = new MultiThreadIoEventLoopGroup(loops, NioIoHandler.newFactory());
  }

  Bootstrap transport() {
    return new Bootstrap().group(group).channel(NioSocketChannel.class);
  }

  EventLoop loop() {
    return group.next();
  }

  Supervised part() {
    return supervisor.add("a check", Weight.VITAL, Duration.ofSeconds(1));
  }

  Supervisor supervisor() {
    return supervisor;
  }

  CheckResult check(int port, CheckScript script, Duration interval) {
    CheckPlan plan =
        new CheckPlan(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            script,
            CheckSettings.every(interval),
            "redis",
            "Master");
    return start(plan).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** {@return the result of a check that runs on one of the loops} */
  CompletableFuture<CheckResult> start(CheckPlan plan) {
    EventLoop loop = loop();
    CompletableFuture<CheckResult> result = new CompletableFuture<>();
    loop.execute(() -> CheckRun.start(transport(), loop, plan, shared, result::complete));
    return result;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
