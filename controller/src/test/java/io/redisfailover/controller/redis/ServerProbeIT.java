package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.Parties;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServerProbeIT {
  private final MonotonicClock clock = new MonotonicClock();

  @Tag("quick")
  @Test
  void seesAMasterAndItsReplica() throws Exception {
    try (RedisProcess master = RedisProcess.start();
        RedisProcess backup =
            RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
      Endpoints endpoints = RedisProcess.endpoints(master, backup);
      try (ServerProbe first = probe(Node.MASTER, endpoints);
          ServerProbe second = probe(Node.BACKUP, endpoints)) {
        assertThat(first.look().isMaster()).isTrue();
        assertThat(second.look().state()).get().matches(state -> state.followsPeer());
      }
    }
  }

  @Test
  void tellsARefusedDialFromAClosedConnection() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        ServerProbe probe = probe(Node.MASTER, alone(server.endpoint()))) {
      assertThat(probe.look().answered()).isTrue();

      server.kill();

      assertThat(probe.look().answer()).isEqualTo(new Answer.Closed(false));
      assertThat(probe.look().answer()).isEqualTo(new Answer.Refused());
    }
  }

  @Test
  void noticesACloseWhileItRests() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        ServerProbe probe = probe(Node.MASTER, alone(server.endpoint()))) {
      // Would outlast the time limit of the test if the close did not end it.
      ServerWatch.Pace slow = new FixedPace(Duration.ofMinutes(10), TimeLimits.DEFAULT.read());
      assertThat(probe.look().answered()).isTrue();
      server.kill();

      assertThat(probe.next(slow).answer()).isEqualTo(new Answer.Closed(false));
    }
  }

  @Test
  void goesOnAfterAResetWhileItRests() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        FaultyLink link = FaultyLink.to(server.port(), new Parties());
        ServerProbe probe = probe(Node.MASTER, alone(new Endpoint("127.0.0.1", link.port())))) {
      ServerWatch.Pace slow = new FixedPace(Duration.ofMinutes(10), TimeLimits.DEFAULT.read());
      assertThat(probe.look().answered()).isTrue();
      link.set(Parties.NOBODY, new LinkFault.Reset());

      assertThat(probe.next(slow).answer()).isEqualTo(new Answer.Closed(false));
      link.heal(Parties.NOBODY);
      assertThat(probe.look().answered()).isTrue();
    }
  }

  @Test
  void findsTheServerAgainAfterItsRestart() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        ServerProbe probe = probe(Node.MASTER, alone(server.endpoint()))) {
      View before = probe.look();

      server.restart();

      assertThat(probe.look().answer()).isEqualTo(new Answer.Closed(false));
      View after = probe.look();
      assertThat(after.state().orElseThrow().runId())
          .isNotEqualTo(before.state().orElseThrow().runId());
    }
  }

  @Test
  void callsAHungServerSilentAndDialsAnew() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        ServerProbe probe =
            new ServerProbe(
                new RedisServer(
                    Node.MASTER,
                    alone(server.endpoint()),
                    ConnectionName.CONTROLLER,
                    RedisCredentials.Source.NONE,
                    new TimeLimits(Duration.ofMillis(200), Duration.ofMillis(200))),
                clock::instant)) {
      assertThat(probe.look().answered()).isTrue();

      server.signal("STOP");
      assertThat(probe.look().answer()).isInstanceOf(Answer.Silent.class);
      server.signal("CONT");

      org.awaitility.Awaitility.await().until(() -> probe.look().answered());
    }
  }

  @Test
  void callsAServerThatClosesEveryConnectionClosedOnAFreshDial() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(closing, ""));
      try (ServerProbe probe = probe(Node.MASTER, alone(at(closing)))) {
        assertThat(probe.look().answer()).isEqualTo(new Answer.Closed(false));
        assertThat(probe.look().answer()).isEqualTo(new Answer.Closed(true));
      }
    }
  }

  @Test
  void readsTheErrorOfAServerThatSaysItAndHangsUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(full, "-ERR max number of clients reached\r\n"));
      try (ServerProbe probe = probe(Node.MASTER, alone(at(full)))) {
        assertThat(probe.look().answer())
            .isInstanceOfSatisfying(
                Answer.Errored.class,
                errored ->
                    assertThat(errored.error().kind()).isEqualTo(ErrorReply.Kind.MAX_CLIENTS));
      }
    }
  }

  @Test
  void callsAnythingThatIsNoRedisGarbled() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(web, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      try (ServerProbe probe = probe(Node.MASTER, alone(at(web)))) {
        assertThat(probe.look().answer())
            .isInstanceOfAny(Answer.Garbled.class, Answer.Closed.class);
      }
    }
  }

  @Test
  void readsANewPasswordAtTheNextLogin() throws Exception {
    AtomicReference<String> password = new AtomicReference<>("wrong");
    try (RedisProcess server = RedisProcess.start("--requirepass", "right");
        ServerProbe probe =
            new ServerProbe(
                new RedisServer(
                    Node.MASTER,
                    alone(server.endpoint()),
                    ConnectionName.CONTROLLER,
                    () -> Optional.of(new RedisCredentials(Optional.empty(), password.get())),
                    TimeLimits.DEFAULT),
                clock::instant)) {
      assertThat(probe.look().answer())
          .isInstanceOfSatisfying(
              Answer.Errored.class,
              errored -> assertThat(errored.error().isConfigurationFault()).isTrue());

      password.set("right");

      assertThat(probe.look().isMaster()).isTrue();
    }
  }

  @Test
  void logsInToAServerThatNeedsNoPassword() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        ServerProbe probe =
            new ServerProbe(
                new RedisServer(
                    Node.MASTER,
                    alone(server.endpoint()),
                    ConnectionName.CONTROLLER,
                    () -> Optional.of(new RedisCredentials(Optional.empty(), "unneeded")),
                    TimeLimits.DEFAULT),
                clock::instant)) {
      assertThat(probe.look().isMaster()).isTrue();
    }
  }

  @Test
  void showsNoPasswordInAnyText() {
    RedisCredentials credentials = new RedisCredentials(Optional.of("app"), "secret-word");
    RedisServer server =
        new RedisServer(
            Node.MASTER,
            alone(new Endpoint("127.0.0.1", 1)),
            ConnectionName.CONTROLLER,
            () -> Optional.of(credentials),
            TimeLimits.DEFAULT);

    assertThat(credentials.toString()).doesNotContain("secret-word").contains("app");
    assertThat(server.toString()).doesNotContain("secret-word");
    assertThatThrownBy(server::connect).hasMessage("127.0.0.1:1: connection refused");
  }

  private ServerProbe probe(Node node, Endpoints endpoints) {
    return new ServerProbe(
        RedisProcess.server(node, endpoints, ConnectionName.CONTROLLER), clock::instant);
  }

  private static Endpoints alone(Endpoint master) {
    return new Endpoints(master, new Endpoint("127.0.0.1", 2));
  }

  private static Endpoint at(ServerSocket socket) {
    return new Endpoint("127.0.0.1", socket.getLocalPort());
  }

  private static void closeEach(ServerSocket server, String words) {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          OutputStream out = client.getOutputStream()) {
        // Read first: a close with unread bytes is a reset, and could overtake the words.
        int unused = client.getInputStream().read(new byte[1024]);
        out.write(words.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // The test is over, or the client went away first.
      }
    }
  }
}
