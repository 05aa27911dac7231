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
    set(Server.BACKUP, ServerAdmin.State.DRAIN);
    log.forced(Server.MASTER, server(0, PASSED));

    assertThat(received()).startsWith("Backup Server redis/Backup enters drain state. 1 active");
    assertThat(received())
        .startsWith("Server redis/Master is DOWN, changed from CLI. 0 active and 0 backup");
    assertThat(received()).isEqualTo("backend redis has no server available!");
  }

  /** As HAProxy 2.6 does, word for word. */
  @Test
  void tellsWhatAnAdministratorHasSet() throws IOException {
    set(Server.MASTER, ServerAdmin.State.MAINT);
    set(Server.MASTER, ServerAdmin.State.MAINT);
    set(Server.BACKUP, ServerAdmin.State.MAINT);
    set(Server.BACKUP, ServerAdmin.State.READY);
    set(Server.MASTER, ServerAdmin.State.DRAIN);
    set(Server.MASTER, ServerAdmin.State.READY);

    assertThat(received())
        .isEqualTo(
            "Server redis/Master is going DOWN for maintenance. 0 active and 1 backup servers left."
                + " Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.");
    assertThat(received())
        .isEqualTo(
            "Backup Server redis/Backup is going DOWN for maintenance. 0 active and 0 backup"
                + " servers left. 0 sessions active, 0 requeued, 0 remaining in queue.");
    assertThat(received()).isEqualTo("backend redis has no server available!");
    assertThat(received())
        .isEqualTo("Backup Server redis/Backup is UP/READY (leaving forced maintenance).");
    assertThat(received())
        .isEqualTo("Server redis/Master is UP/DRAIN (leaving forced maintenance).");
    assertThat(received()).isEqualTo("Server redis/Master remains in forced drain mode.");
    assertThat(received()).isEqualTo("Server redis/Master is UP (leaving forced drain).");
  }

  @Test
  void tellsWhatAnAdministratorHasSetForAServerThatIsDown() throws IOException {
    log.checked(Server.MASTER, server(0, FAILED));
    set(Server.MASTER, ServerAdmin.State.DRAIN);
    set(Server.MASTER, ServerAdmin.State.MAINT);
    log.checked(Server.MASTER, server(4, PASSED));
    log.checked(Server.MASTER, server(0, FAILED));
    set(Server.MASTER, ServerAdmin.State.READY);

    assertThat(received()).startsWith("Server redis/Master is DOWN, reason");
    assertThat(received())
        .isEqualTo(
            "Server redis/Master enters drain state. 0 active and 1 backup servers left. Running on"
                + " backup. 0 sessions active, 0 requeued, 0 remaining in queue.");
    assertThat(received()).isEqualTo("Server redis/Master was DOWN and now enters maintenance.");
    assertThat(received())
        .isEqualTo("Server redis/Master is DOWN/READY (leaving forced maintenance).");
  }

  private void set(Server server, ServerAdmin.State state) {
    admin.put(server, ServerAdmin.USUAL.with(state));
    log.administered(server);
  }

  private String received() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    receiver.receive(packet);
    String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    assertThat(line).endsWith("\n");
    return line.substring(line.indexOf("]: ") + 3).strip();
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
