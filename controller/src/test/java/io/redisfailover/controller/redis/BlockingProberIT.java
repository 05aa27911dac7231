package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.LinkFault;
import io.redisfailover.testbed.link.SocketOwners;
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
class BlockingProberIT {
  private final MonotonicClock clock = new MonotonicClock();

  @Tag("quick")
  @Test
  void seesAMasterAndItsReplica() throws Exception {
    try (RedisProcess master = RedisProcess.start();
        RedisProcess backup =
            RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
      Endpoints endpoints = TestAccess.endpoints(master, backup);
      try (BlockingProber first = probe(Server.MASTER, endpoints);
          BlockingProber second = probe(Server.BACKUP, endpoints)) {
        assertThat(first.probe().isPrimary()).isTrue();
        assertThat(second.probe().state()).get().matches(state -> state.followsPeer());
      }
    }
  }

  @Test
  void tellsARefusedDialFromAClosedConnection() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        BlockingProber probe = probe(Server.MASTER, alone(TestAccess.endpoint(redisServer)))) {
      assertThat(probe.probe().answered()).isTrue();

      redisServer.kill();

      assertThat(probe.probe().answer()).isEqualTo(new ProbeAnswer.Closed(false));
      assertThat(probe.probe().answer()).isEqualTo(new ProbeAnswer.Refused());
    }
  }

  @Test
  void noticesACloseWhileItRests() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        BlockingProber probe = probe(Server.MASTER, alone(TestAccess.endpoint(redisServer)))) {
      // Would outlast the time limit of the test if the close did not end it.
      ProbeLoop.Pace slow = new FixedPace(Duration.ofMinutes(10), TimeLimits.DEFAULT.read());
      assertThat(probe.probe().answered()).isTrue();
      redisServer.kill();

      assertThat(probe.next(slow).answer()).isEqualTo(new ProbeAnswer.Closed(false));
    }
  }

  @Test
  void goesOnAfterAResetWhileItRests() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        FaultyLink link = FaultyLink.to(redisServer.port(), new SocketOwners());
        BlockingProber probe =
            probe(Server.MASTER, alone(new Endpoint("127.0.0.1", link.port())))) {
      ProbeLoop.Pace slow = new FixedPace(Duration.ofMinutes(10), TimeLimits.DEFAULT.read());
      assertThat(probe.probe().answered()).isTrue();
      link.set(SocketOwners.NOBODY, new LinkFault.Reset());

      assertThat(probe.next(slow).answer()).isEqualTo(new ProbeAnswer.Closed(false));
      link.heal(SocketOwners.NOBODY);
      assertThat(probe.probe().answered()).isTrue();
    }
  }

  @Test
  void findsTheServerAgainAfterItsRestart() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        BlockingProber probe = probe(Server.MASTER, alone(TestAccess.endpoint(redisServer)))) {
      ProbeResult before = probe.probe();

      redisServer.restart();

      assertThat(probe.probe().answer()).isEqualTo(new ProbeAnswer.Closed(false));
      ProbeResult after = probe.probe();
      assertThat(after.state().orElseThrow().runId())
          .isNotEqualTo(before.state().orElseThrow().runId());
    }
  }

  @Test
  void callsAHungServerSilentAndDialsAnew() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        BlockingProber probe =
            probe(
                access(
                    TestAccess.endpoint(redisServer),
                    TestAccess.SECRETS,
                    new TimeLimits(Duration.ofMillis(200), Duration.ofMillis(200))))) {
      assertThat(probe.probe().answered()).isTrue();

      redisServer.hang();
      assertThat(probe.probe().answer()).isInstanceOf(ProbeAnswer.Silent.class);
      redisServer.resume();

      org.awaitility.Awaitility.await().until(() -> probe.probe().answered());
    }
  }

  @Test
  void callsAServerThatClosesEveryConnectionClosedOnAFreshDial() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(closing, ""));
      try (BlockingProber probe = probe(Server.MASTER, alone(at(closing)))) {
        assertThat(probe.probe().answer()).isEqualTo(new ProbeAnswer.Closed(false));
        assertThat(probe.probe().answer()).isEqualTo(new ProbeAnswer.Closed(true));
      }
    }
  }

  @Test
  void readsTheErrorOfAServerThatSaysItAndHangsUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(full, "-ERR max number of clients reached\r\n"));
      try (BlockingProber probe = probe(Server.MASTER, alone(at(full)))) {
        assertThat(probe.probe().answer())
            .isInstanceOfSatisfying(
                ProbeAnswer.Errored.class,
                errored ->
                    assertThat(errored.error().kind()).isEqualTo(ErrorReply.Kind.MAX_CLIENTS));
      }
    }
  }

  @Test
  void callsAnythingThatIsNoRedisGarbled() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeEach(web, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      try (BlockingProber probe = probe(Server.MASTER, alone(at(web)))) {
        assertThat(probe.probe().answer())
            .isInstanceOfAny(ProbeAnswer.Garbled.class, ProbeAnswer.Closed.class);
      }
    }
  }

  @Test
  void readsANewPasswordAtTheNextLogin() throws Exception {
    AtomicReference<String> password = new AtomicReference<>("wrong");
    try (RedisProcess redisServer = RedisProcess.start("--requirepass", "right");
        BlockingProber probe =
            probe(
                access(
                    TestAccess.endpoint(redisServer),
                    TestAccess.login(() -> RedisCredentials.password(password.get())),
                    TimeLimits.DEFAULT))) {
      assertThat(probe.probe().answer())
          .isInstanceOfSatisfying(
              ProbeAnswer.Errored.class,
              errored -> assertThat(errored.error().isConfigurationFault()).isTrue());

      password.set("right");

      assertThat(probe.probe().isPrimary()).isTrue();
    }
  }

  @Test
  void logsInToAServerThatNeedsNoPassword() throws Exception {
    try (RedisProcess redisServer = RedisProcess.start();
        BlockingProber probe =
            probe(
                access(
                    TestAccess.endpoint(redisServer),
                    TestAccess.login(() -> RedisCredentials.password("unneeded")),
                    TimeLimits.DEFAULT))) {
      assertThat(probe.probe().isPrimary()).isTrue();
    }
  }

  @Test
  void showsNoPasswordInAnyText() {
    RedisCredentials credentials = new RedisCredentials(Optional.of("app"), "secret-word");
    ServerAccess redisServer =
        access(
            new Endpoint("127.0.0.1", 1), TestAccess.login(() -> credentials), TimeLimits.DEFAULT);

    assertThat(credentials.toString()).doesNotContain("secret-word").contains("app");
    assertThat(redisServer.toString()).doesNotContain("secret-word");
    assertThatThrownBy(redisServer::connect).hasMessage("127.0.0.1:1: connection refused");
  }

  private BlockingProber probe(Server server, Endpoints endpoints) {
    return probe(TestAccess.server(server, endpoints, ConnectionName.CONTROLLER));
  }

  private BlockingProber probe(ServerAccess access) {
    return new BlockingProber(access, clock::instant);
  }

  private static ServerAccess access(Endpoint master, PairSecrets secrets, TimeLimits limits) {
    return new ServerAccess(
        Server.MASTER, alone(master), ConnectionName.CONTROLLER, secrets, limits);
  }

  private static Endpoints alone(Endpoint master) {
    return new Endpoints(master, new Endpoint("127.0.0.1", 2));
  }

  private static Endpoint at(ServerSocket socket) {
    return new Endpoint("127.0.0.1", socket.getLocalPort());
  }

  private static void closeEach(ServerSocket redisServer, String words) {
    while (!redisServer.isClosed()) {
      try (Socket client = redisServer.accept();
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
