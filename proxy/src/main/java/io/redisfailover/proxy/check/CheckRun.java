package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import io.redisfailover.proxy.net.Sockets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check of one server: it runs a script on connections of its own and reports the result. It is
 * used on one event loop, where {@code done} is called once unless the run was abandoned.
 *
 * <p>Bytes are read at an {@code expect} only. A {@code send} discards the bytes that were read
 * before it; bytes that were not read yet remain for the next {@code expect}.
 */
final class CheckRun {
  private final Bootstrap transport;
  private final EventLoop loop;
  private final CheckPlan plan;
  private final Supervised part;
  private final Consumer<CheckResult> done;
  private final List<CheckStep> steps;
  private final ReceivedBytes received = new ReceivedBytes();
  private final long startedNanos = System.nanoTime();
  private int index;
  private boolean over;
  private boolean ended;
  private @Nullable Channel channel;
  private @Nullable Future<?> deadline;

  private CheckRun(
      Bootstrap transport,
      EventLoop loop,
      CheckPlan plan,
      Supervised part,
      Consumer<CheckResult> done) {
    this.transport = transport;
    this.loop = loop;
    this.plan = plan;
    this.part = part;
    this.done = done;
    this.steps = plan.script().steps();
  }

  /**
   * Starts a check. To be called on {@code loop}.
   *
   * @param transport a bootstrap with a channel type
   * @param loop the event loop of the check
   * @param plan the input of the check
   * @param part the check; it is told of defects, each of which ends the run with {@code SOCKERR}
   * @param done takes the result
   */
  static CheckRun start(
      Bootstrap transport,
      EventLoop loop,
      CheckPlan plan,
      Supervised part,
      Consumer<CheckResult> done) {
    CheckRun run = new CheckRun(transport, loop, plan, part, done);
    if (plan.script().beginsWithConnect()) {
      run.step(run::proceed);
    } else {
      run.index = -1;
      run.step(run::connect);
    }
    return run;
  }

  /** Ends the check without a verdict. Called on the loop of the check. */
  void abandon() {
    over = true;
    cleanUp();
  }

  private void proceed() {
    if (over) {
      return;
    }
    if (index == steps.size()) {
      finish(passedStatus(), steps.isEmpty() ? "" : "(tcp-check)");
      return;
    }
    switch (steps.get(index)) {
      case Connect() -> connect();
      case Send(Bytes bytes) -> send(bytes);
      case Expect expect -> judge(expect);
    }
  }

  private CheckStatus passedStatus() {
    boolean connectedOnly = steps.isEmpty() || steps.getLast() instanceof Connect;
    return connectedOnly ? CheckStatus.L4OK : CheckStatus.L7OK;
  }

  private void connect() {
    cleanUp();
    received.clear();
    ended = false;
    long dialledNanos = System.nanoTime();
    limit(plan.settings().connectLimit(), CheckStatus.L4TOUT);
    Bootstrap bootstrap =
        transport
            .clone(loop)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.AUTO_CLOSE, false)
            .option(ChannelOption.TCP_NODELAY, true)
            // Ends with a reset, as HAProxy's checks do: no connection stays behind in TIME_WAIT.
            .option(ChannelOption.SO_LINGER, 0)
            .handler(new Reader())
            // Names are resolved elsewhere: here it would block the loop.
            .resolver(NoopAddressResolverGroup.INSTANCE);
    channel =
        Sockets.dial(
            bootstrap, plan.address(), loop, dial -> step(() -> connected(dial, dialledNanos)));
  }

  /** Runs one step; a defect in it ends the check, which would otherwise never end. */
  private void step(Runnable action) {
    if (!part.guard(action)) {
      part.guard(() -> finish(CheckStatus.SOCKERR, "defect of this proxy"));
    }
  }

  private void connected(ChannelFuture dial, long dialledNanos) {
    if (isStale(dial.channel())) {
      Sockets.close(dial.channel());
    } else if (dial.isSuccess()) {
      Duration took = Duration.ofNanos(System.nanoTime() - dialledNanos);
      limit(plan.settings().stepLimit(took), CheckStatus.L7TOUT);
      nextStep();
    } else {
      finish(CheckStatus.L4CON, CheckMessages.error(dial.cause()) + " " + position());
    }
  }

  private void send(Bytes bytes) {
    received.clear();
    Channel open = requireChannel();
    open.writeAndFlush(Unpooled.wrappedBuffer(bytes.toArray()))
        .addListener((ChannelFutureListener) write -> step(() -> sent(write)));
  }

  private void sent(ChannelFuture write) {
    if (isStale(write.channel())) {
      return;
    }
    if (write.isSuccess()) {
      nextStep();
    } else {
      finish(CheckStatus.SOCKERR, CheckMessages.error(write.cause()) + " " + position());
    }
  }

  private void judge(Expect expect) {
    switch (ExpectVerdict.of(expect, received, ended)) {
      case WAIT -> requireChannel().read();
      case PASSED -> nextStep();
      case FAILED ->
          finish(CheckStatus.L7RSP, CheckMessages.mismatch(number(), expect, received.isEmpty()));
    }
  }

  private void nextStep() {
    index++;
    proceed();
  }

  private void limit(Duration time, CheckStatus onExpiry) {
    cancelDeadline();
    deadline =
        loop.schedule(
            () -> step(() -> finish(onExpiry, position())),
            Math.max(0, time.toNanos()),
            TimeUnit.NANOSECONDS);
  }

  private void finish(CheckStatus status, String detail) {
    if (over) {
      return;
    }
    over = true;
    cleanUp();
    done.accept(
        new CheckResult(status, Duration.ofNanos(System.nanoTime() - startedNanos), detail));
  }

  private void cleanUp() {
    cancelDeadline();
    Channel open = channel;
    channel = null;
    if (open != null) {
      Sockets.close(open);
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private boolean isStale(Channel of) {
    return over || !of.equals(channel);
  }

  private Channel requireChannel() {
    if (channel == null) {
      throw new IllegalStateException("a step before the connect");
    }
    return channel;
  }

  private int number() {
    return index + 1;
  }

  private String position() {
    return CheckMessages.at(number(), index < 0 ? new Connect() : steps.get(index));
  }

  /** Hands the bytes and the end of one connection to the run. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    private @Nullable Throwable failure;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      try {
        if (!isStale(context.channel())) {
          received.append(bytes);
        }
      } finally {
        bytes.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (!isStale(context.channel())) {
        step(this::judgeIfExpecting);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!isStale(context.channel())) {
        step(this::closed);
      }
    }

    private void closed() {
      ended = true;
      if (failure != null && received.isEmpty()) {
        finish(CheckStatus.SOCKERR, CheckMessages.error(failure) + " " + position());
      } else {
        judgeIfExpecting();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      failure = cause;
      Sockets.close(context.channel());
    }

    private void judgeIfExpecting() {
      if (index < steps.size() && steps.get(index) instanceof Expect expect) {
        judge(expect);
      }
    }
  }
}
