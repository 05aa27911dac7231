package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.HealthCounter;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class HealthLogTest {
  private static final CheckResult FAILED =
      new CheckResult(CheckStatus.L4TOUT, Duration.ofSeconds(1), "");
  private static final CheckResult PASSED =
      new CheckResult(CheckStatus.L7OK, Duration.ofMillis(1), "(tcp-check)");

  private final Map<Server, ServerAdmin> admin = new EnumMap<>(Server.class);
  private DatagramSocket receiver;
  private AccessLog syslog;
  private HealthLog log;
  private boolean eachCheck;

  @BeforeEach
  void begin() throws IOException {
    receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    receiver.setSoTimeout(10_000);
    syslog =
        new AccessLog(
            new AccessLogSettings(
                AccessLogSettings.Format.TCPLOG,
                false,
                Optional.of(
                    new Syslog(
                        receiver.getLocalSocketAddress(),
                        Syslog.Facility.LOCAL0,
                        Syslog.Form.RFC3164,
                        "haproxy"))),
            InstantSource.system());
    SessionRecorder recorder = new SessionRecorder(syslog, InstantSource.system());
    log =
        new HealthLog(
            "redis",
            recorder,
            server -> admin.getOrDefault(server, ServerAdmin.USUAL),
            () -> eachCheck);
    log.begin(Server.MASTER, server(4, PASSED));
    log.begin(Server.BACKUP, server(4, PASSED));
  }

  @AfterEach
  void end() {
    syslog.close();
    receiver.close();
  }

  @Test
  void tellsOfTheLastServerThatIsLost() throws IOException {
    log.checked(Server.MASTER, server(3, FAILED));
    log.checked(Server.MASTER, server(0, FAILED));
    log.checked(Server.BACKUP, server(0, FAILED));

    assertThat(received())
        .isEqualTo(
            "Server redis/Master is DOWN, reason: Layer4 timeout, check duration: 1000ms. 0 active"
                + " and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0"
                + " remaining in queue.");
    assertThat(received()).startsWith("Backup Server redis/Backup is DOWN").contains("0 backup");
    assertThat(received()).isEqualTo("backend redis has no server available!");
  }

  @Test
  void hasTheReasonInTheLineOfTheCheckWhereThatIsWritten() throws IOException {
    eachCheck = true;
    log.checked(Server.MASTER, server(0, FAILED));

    assertThat(received())
        .isEqualTo(
            "Health check for server redis/Master failed, reason: Layer4 timeout, check duration:"
                + " 1000ms, status: 0/2 DOWN.");
    assertThat(received()).startsWith("Server redis/Master is DOWN. 0 active and 1 backup");
  }

  @Test
  void countsNoServerThatAnAdministratorKeepsEmpty() throws IOException {
    admin.put(Server.BACKUP, ServerAdmin.USUAL.with(ServerAdmin.State.DRAIN));
    log.forced(Server.MASTER, server(0, PASSED));

    assertThat(received())
        .startsWith("Server redis/Master is DOWN, changed from CLI. 0 active and 0 backup");
    assertThat(received()).isEqualTo("backend redis has no server available!");
  }

  private String received() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    receiver.receive(packet);
    String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    return line.substring(line.indexOf("]: ") + 3);
  }

  private static CheckedServer server(int counter, CheckResult last) {
    return new CheckedServer(
        new HealthCounter(counter, 2, 3),
        Optional.of(last),
        0,
        0,
        Duration.ZERO,
        Duration.ZERO,
        false);
  }
}
