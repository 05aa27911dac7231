package io.redisfailover.operator.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real connections on loopback. */
class ReachabilityTest {
  private static final Duration LIMIT = Duration.ofMillis(400);

  @Test
  void isThereWhereAConnectionIsAcceptedOrRefused() throws IOException {
    int port;
    try (ServerSocket server = listen(50)) {
      port = server.getLocalPort();
      assertThat(Reachability.ask(new Endpoint("127.0.0.1", port), LIMIT)).isEqualTo(Answer.GIVEN);
    }
    assertThat(Reachability.ask(new Endpoint("127.0.0.1", port), LIMIT)).isEqualTo(Answer.GIVEN);
  }

  /** With a full queue the kernel drops what asks for a connection, as a cable that is cut does. */
  @Test
  void isNotThereWhereNothingAnswers() throws IOException {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket server = listen(1)) {
      Endpoint address = new Endpoint("127.0.0.1", server.getLocalPort());
      for (int i = 0; i < 2; i++) {
        queued.add(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
      }
      assertThat(Reachability.ask(address, LIMIT)).isEqualTo(Answer.NONE);
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  /** An address of another family than this socket's is refused by this side's kernel. */
  @Test
  void isNotAskedWhereThisSideCannot() {
    assertThat(Reachability.ask(new Endpoint("255.255.255.255", 9), LIMIT))
        .isEqualTo(Answer.NOT_ASKED);
  }

  private static ServerSocket listen(int backlog) throws IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }
}
