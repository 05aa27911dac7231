package io.redisfailover.standalone;

import io.netty.channel.EventLoopGroup;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Control;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.Transport;
import io.redisfailover.proxy.control.ControlServer;
import io.redisfailover.proxy.control.FurtherRoutes;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.routing.SwitchControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The real control API of a proxy that is made of nothing else: it keeps what it is told, and says
 * of itself what a test wants.
 */
final class ToldProxy implements SwitchControl, AutoCloseable {
  static final String NAME = "proxy-1";
  static final String TOKEN = "a token of the test";
  static final int HELD = 3;
  static final int SESSIONS = 5;

  /** What a controller can tell. */
  sealed interface Message {}

  record Push(long sequence, Line line, Endpoints endpoints) implements Message {}

  record Prepare(String attempt, Cause cause, Duration deadline) implements Message {}

  record Release(String attempt, Optional<Line> line) implements Message {}

  record Commit(String attempt, Line line) implements Message {}

  private final List<Message> told = new CopyOnWriteArrayList<>();
  private final EventLoopGroup loops;
  private final ControlServer server;
  private final Endpoint endpoint;
  private volatile RouteStatus status = RouteStatus.STARTING;
  private volatile Outcome outcome = new Accepted();

  ToldProxy() throws IOException {
    Sockets sockets = Sockets.of(Transport.AUTO);
    loops = sockets.eventLoops("serve", 1);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        new ControlServer(
            new Control(any, () -> Secret.of(TOKEN)),
            loops,
            sockets,
            NAME,
            new Route(),
            new BytePath(),
            FurtherRoutes.NONE);
    endpoint = new Endpoint("127.0.0.1", server.start().getPort());
  }

  /** {@return where its control API is} */
  Endpoint endpoint() {
    return endpoint;
  }

  /** {@return what it was told, in order} */
  List<Message> told() {
    return told;
  }

  /** From now on it says this of itself. */
  void says(RouteStatus itself) {
    status = itself;
  }

  /** From now on it refuses. */
  void refuses(String why) {
    outcome = new Refused(why);
  }

  private CompletionStage<Outcome> hears(Message message) {
    told.add(message);
    return CompletableFuture.completedFuture(outcome);
  }

  @Override
  public CompletionStage<Outcome> push(long sequence, Line line, Endpoints endpoints) {
    return hears(new Push(sequence, line, endpoints));
  }

  @Override
  public CompletionStage<Outcome> prepare(String attempt, Cause cause, Duration deadline) {
    return hears(new Prepare(attempt, cause, deadline));
  }

  @Override
  public CompletionStage<Outcome> release(String attempt, Optional<Line> line) {
    return hears(new Release(attempt, line));
  }

  @Override
  public CompletionStage<Outcome> commit(String attempt, Line line) {
    return hears(new Commit(attempt, line));
  }

  @Override
  public void close() {
    server.stop();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Of the route the control API asks how it stands, and hands on what it is told. */
  private final class Route implements Router {
    @Override
    public RouteStatus status() {
      return status;
    }

    @Override
    public SwitchControl control() {
      return ToldProxy.this;
    }

    @Override
    public void start() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void dialFailed(Target target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checked(Node node, boolean up) {
      throw new UnsupportedOperationException();
    }
  }

  /** Of the byte path the control API asks for two numbers. */
  private static final class BytePath implements Relay {
    @Override
    public int sessions() {
      return SESSIONS;
    }

    @Override
    public int held() {
      return HELD;
    }

    @Override
    public InetSocketAddress start() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> hold(Existing existing) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> drain(Duration limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> open(Target target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> closeSessions(Predicate<Target> which, CloseReason reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop(Duration drainTimeout) {
      throw new UnsupportedOperationException();
    }
  }
}
