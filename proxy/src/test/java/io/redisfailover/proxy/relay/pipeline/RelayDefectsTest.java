package io.redisfailover.proxy.relay.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.BufferBudget;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionObserver;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A defect in one session ends that session: the others and the byte path go on. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class RelayDefectsTest {
  private final MonotonicClock clock = new MonotonicClock();
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private final List<SessionEnd> ends = new CopyOnWriteArrayList<>();
  private final List<Socket> opened = new ArrayList<>();
  private final AtomicInteger defects = new AtomicInteger();
  private String defective = "";
  private Relay relay;
  private InetSocketAddress address;
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SessionObserver observer =
        (SessionObserver)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SessionObserver.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("ended")) {
                    ends.add((SessionEnd) arguments[0]);
                  }
                  if (method.getName().equals(defective) && defects.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("a test");
                  }
                  return null;
                });
    relay =
        new PipelineRelay(
            new Listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, Transport.AUTO),
            Limits.DEFAULT,
            new BufferBudget(1 << 20),
            observer,
            clock,
            DialAt.FIRST_BYTE,
            supervisor);
    address = relay.start();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
    relay.stop(Duration.ZERO);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opened", "dialling", "connected", "bytesIn", "bytesOut"})
  void endsTheOneSessionAndServesTheNext(String where) throws IOException {
    defective = where;
    defects.set(1);
    done(open(target(1)));
    Socket broken = connect();
    broken.getOutputStream().write('a');
    if (where.equals("bytesOut")) {
      server.accept().getOutputStream().write('x');
    }
    assertThat(isClosed(broken)).isTrue();
    await().until(() -> relay.sessions() == 0);
    assertThat(relay.serverConnections()).isZero();

    Socket next = connect();
    next.getOutputStream().write('b');
    Socket backend = server.accept();
    while (backend.getInputStream().read() != 'b') {
      // The connection that was dialled for the first session.
      backend = server.accept();
    }
    backend.getOutputStream().write("reply".getBytes(UTF_8));
    assertThat(next.getInputStream().readNBytes(5)).isEqualTo("reply".getBytes(UTF_8));
    assertThat(supervisor.report().defects()).isEqualTo(1);
    assertThat(supervisor.dead()).isEmpty();
  }

  /** Else sessions of the old epoch would move bytes in the new one. */
  @ParameterizedTest
  @ValueSource(strings = {"ended"})
  void closesEverySessionOfARoleChange(String where) throws IOException {
    defective = where;
    defects.set(1);
    done(open(target(1)));
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket client = connect();
      client.getOutputStream().write('a');
      assertThat(server.accept().getInputStream().read()).isEqualTo('a');
      clients.add(client);
    }
    done(relay.closeSessions(any -> true, CloseReason.SERVER_LOST));
    for (Socket client : clients) {
      assertThat(isClosed(client)).isTrue();
    }
    assertThat(ends).hasSize(3);
    assertThat(relay.sessions()).isZero();
    assertThat(relay.serverConnections()).isZero();
  }

  private DialTarget target(long generation) {
    return new DialTarget(
        generation,
        Server.MASTER,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    opened.add(socket);
    return socket;
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static void done(CompletionStage<?> stage) {
    stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private CompletionStage<Void> open(DialTarget target) {
    return relay.open(target, clock.instant());
  }
}
