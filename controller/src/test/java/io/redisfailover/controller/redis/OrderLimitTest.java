package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderLimitTest {
  private final MonotonicClock clock = new MonotonicClock();

  @Test
  void givesADialAllTheTimeOfItsOrder() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      while (dials(full, waiting)) {
        // Until the queue of those that nobody takes is full.
      }
      Endpoint endpoint = new Endpoint("127.0.0.1", full.getLocalPort());
      Order park =
          Order.of(
              new Command.Park(
                  Server.MASTER, new Command.Expected("", true, "", Optional.empty()), "x"));

      OrderOutcome outcome =
          new JedisOrderExecutor(server -> impatient(endpoint), clock::instant)
              .carryOut(park, clock.instant());

      assertThat(outcome)
          .isEqualTo(new OrderOutcome.NotSent("Master is unreachable (no answer within 600 ms)"));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static boolean dials(ServerSocket serverSocket, List<Socket> waiting) throws IOException {
    Socket socket = new Socket();
    waiting.add(socket);
    try {
      socket.connect(serverSocket.getLocalSocketAddress(), 200);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  private static ServerAccess impatient(Endpoint endpoint) {
    return new ServerAccess(
        Server.MASTER,
        new Endpoints(endpoint, new Endpoint("127.0.0.1", 1)),
        ConnectionName.CONTROLLER,
        TestAccess.SECRETS,
        new TimeLimits(Duration.ofMillis(1), Duration.ofMillis(1)));
  }
}
