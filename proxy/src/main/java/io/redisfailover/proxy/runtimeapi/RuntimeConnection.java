package io.redisfailover.proxy.runtimeapi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.redisfailover.proxy.log.RefusalLog;
import io.redisfailover.proxy.net.PeerName;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection. It is read while nothing is to be answered, and closed when everything
 * is answered, unless it shows a prompt. What comes from a program that speaks another protocol,
 * such as a browser, ends it. Used on one event loop.
 */
final class RuntimeConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeConnection.class);

  private final CommandBuffer buffer = new CommandBuffer();
  private final CliSession session;
  private final RefusalLog refusals;
  private @Nullable Future<?> late;
  private boolean answered;
  private boolean answering;
  private boolean inputEnded;

  RuntimeConnection(CliSession session, RefusalLog refusals) {
    this.session = session;
    this.refusals = refusals;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    await(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf chunk = (ByteBuf) message;
    byte[] bytes = ByteBufUtil.getBytes(chunk);
    chunk.release();
    if (!buffer.add(bytes)) {
      Sockets.close(context.channel());
    } else if (!answering) {
      answerNext(context);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (!answering) {
        answerNext(context);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("Closed a connection of the runtime API after a defect.", cause);
    }
    Sockets.close(context.channel());
  }

  private void answerNext(ChannelHandlerContext context) {
    Optional<String> command = buffer.next();
    Optional<String> foreign = command.flatMap(ForeignProtocol::of);
    if (foreign.isPresent()) {
      refusals.refused(
          PeerName.of(context.channel().remoteAddress()),
          "it sent "
              + foreign.get()
              + " to the runtime API; the connection was closed and nothing of it was executed.");
      Sockets.close(context.channel());
    } else if (command.isPresent()) {
      answering = true;
      restartTimer(context);
      session
          .answer(command.get())
          .whenComplete((reply, defect) -> inLoop(context, () -> take(context, reply, defect)));
    } else if (inputEnded || (answered && !session.state().prompt() && buffer.isEmpty())) {
      Sockets.close(context.channel());
    } else {
      await(context);
    }
  }

  private static void inLoop(ChannelHandlerContext context, Runnable step) {
    if (context.executor().inEventLoop()) {
      step.run();
    } else {
      context.executor().execute(step);
    }
  }

  private void take(
      ChannelHandlerContext context, @Nullable CliReply reply, @Nullable Throwable defect) {
    if (reply == null) {
      exceptionCaught(context, Optional.ofNullable(defect).orElseGet(IllegalStateException::new));
      return;
    }
    if (reply.closes()) {
      Sockets.close(context.channel());
      return;
    }
    answered = true;
    context
        .writeAndFlush(Unpooled.copiedBuffer(reply.sent(), StandardCharsets.UTF_8))
        .addListener(
            (ChannelFutureListener)
                written -> {
                  answering = false;
                  if (written.isSuccess()) {
                    answerNext(context);
                  } else {
                    Sockets.close(context.channel());
                  }
                });
  }

  private void await(ChannelHandlerContext context) {
    restartTimer(context);
    context.read();
  }

  private void restartTimer(ChannelHandlerContext context) {
    cancel();
    late =
        context
            .executor()
            .schedule(
                () -> Sockets.close(context.channel()),
                session.state().timeout().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    if (late != null) {
      late.cancel(false);
    }
  }
}
