package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void writesEachSessionInTheOrderOfTheirEnds() {
    try (AccessLog log = log(AccessLogSettings.DEFAULT, lines::add)) {
      for (int bytes = 0; bytes < 1000; bytes++) {
        assertThat(log.write(SampleSessions.served(1, bytes))).isTrue();
      }
    }
    assertThat(lines).containsExactlyElementsOf(bytes(1000));
  }

  @Test
  void writesALineThatComesAfterAPauseWithoutBeingAskedAgain() {
    try (AccessLog log = log(AccessLogSettings.DEFAULT, lines::add)) {
      for (int bytes = 0; bytes < 3; bytes++) {
        log.write(SampleSessions.served(1, bytes));
        List<String> expected = bytes(bytes + 1);
        Awaitility.await().until(() -> lines.equals(expected));
      }
    }
  }

  @Test
  void refusesSessionsThatItCannotKeepAndWritesTheOthers() {
    CountDownLatch stuck = new CountDownLatch(1);
    LogSink slow =
        line -> {
          awaitQuietly(stuck);
          lines.add(line);
        };
    int taken = 0;
    try (AccessLog log = log(AccessLogSettings.DEFAULT, slow)) {
      for (int i = 0; i < AccessLog.MOST_WAITING + 100; i++) {
        taken += log.write(SampleSessions.served(1, i)) ? 1 : 0;
      }
      stuck.countDown();
      // The end of the log gives up after 2 s, which a busy machine may take.
      int all = taken;
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lines.size() >= all);
    }
    assertThat(taken).isBetween(AccessLog.MOST_WAITING, AccessLog.MOST_WAITING + 1);
    assertThat(lines).hasSize(taken);
  }

  @Test
  void goesOnAfterALineThatCouldNotBeWritten() {
    LogSink failing =
        line -> {
          if (line.equals("0")) {
            throw new IOException("no buffer space");
          }
          lines.add(line);
        };
    try (AccessLog log = log(AccessLogSettings.DEFAULT, failing)) {
      log.write(SampleSessions.served(1, 0));
      log.write(SampleSessions.served(1, 1));
    }
    assertThat(lines).containsExactly("1");
  }

  @Test
  void leavesOutEmptySessionsWhenItIsTold() {
    AccessLogSettings settings =
        new AccessLogSettings(AccessLogSettings.Format.TCPLOG, true, Optional.empty());
    try (AccessLog log = log(settings, lines::add)) {
      assertThat(log.write(SampleSessions.served(0, 0))).isTrue();
      log.write(SampleSessions.served(0, 5));
      log.write(SampleSessions.served(5, 0));
    }
    assertThat(lines).containsExactly("5", "0");
  }

  @Test
  void writesNothingWhenItIsOff() {
    AccessLogSettings off =
        new AccessLogSettings(AccessLogSettings.Format.OFF, false, Optional.empty());
    try (AccessLog log = log(off, lines::add)) {
      assertThat(log.write(SampleSessions.served(1, 1))).isTrue();
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void sendsOneDatagramToSyslogForEachSession() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      Syslog syslog =
          new Syslog(address, Syslog.Facility.LOCAL3, Syslog.Form.RFC3164, "redis-failover");
      AccessLogSettings settings =
          new AccessLogSettings(AccessLogSettings.Format.TCPLOG, false, Optional.of(syslog));
      try (AccessLog log = new AccessLog(settings, InstantSource.system())) {
        log.write(SampleSessions.served(1, 10));
        assertThat(received(server))
            .matches(
                "<158>[A-Z][a-z]{2} [ 1-3][0-9] [0-9:]{8} redis-failover\\[[0-9]+\\]: .* redis"
                    + " redis/Master 1/0/2 10 -- 2/2/2/1/0 0/0");
        log.write(SampleSessions.heldInVain());
        assertThat(received(server)).endsWith(" redis/<NOSRV> -1/-1/10000 10 sQ 1/1/1/0/3 0/4");
      }
    }
  }

  @Test
  void sendsChangesWithTheirLevelAndLeavesSessionsWhereTheLevelDoesNotTakeThem() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      Syslog syslog =
          new Syslog(
              server.getLocalSocketAddress(),
              Syslog.Facility.LOCAL0,
              Syslog.Form.RFC3164,
              Syslog.Level.ALERT,
              false,
              "haproxy");
      AccessLogSettings settings =
          new AccessLogSettings(AccessLogSettings.Format.TCPLOG, false, Optional.of(syslog));
      try (AccessLog log = new AccessLog(settings, InstantSource.system())) {
        log.write(SampleSessions.served(1, 10));
        log.event(new LogEvent(Syslog.Level.NOTICE, "Server redis/Master is UP."));
        log.event(new LogEvent(Syslog.Level.ALERT, "Server redis/Master is DOWN."));
        log.event(new LogEvent(Syslog.Level.EMERG, "backend redis has no server available!"));
        assertThat(received(server)).startsWith("<129>").endsWith(": Server redis/Master is DOWN.");
        assertThat(received(server))
            .startsWith("<128>")
            .endsWith(": backend redis has no server available!");
      }
    }
  }

  @Test
  void tellsOnceThatItFailsInWordsOfTheFieldAndThatItWorksAgain() {
    Iterator<Boolean> works = List.of(false, false, true, true).iterator();
    LogSink sink =
        line -> {
          if (!works.next()) {
            throw new AccessDeniedException("/var/log/redis.log");
          }
          lines.add(line);
        };
    try (LoggedByClass said = new LoggedByClass(AccessLog.class)) {
      try (AccessLog log = log(AccessLogSettings.DEFAULT, sink)) {
        for (int bytes = 1; bytes <= 4; bytes++) {
          log.write(SampleSessions.served(bytes, bytes));
        }
      }
      assertThat(said.lines())
          .containsExactly(
              "Failed to write the access log (permission denied); its lines are lost until that"
                  + " works again.",
              "Writes the access log again; 2 lines were lost.");
    }
    assertThat(lines).containsExactly("3", "4");
  }

  @Test
  void keepsChangesToItselfWithoutSyslog() {
    try (AccessLog log = log(AccessLogSettings.DEFAULT, lines::add)) {
      log.event(new LogEvent(Syslog.Level.EMERG, "backend redis has no server available!"));
      log.write(SampleSessions.served(1, 1));
    }
    assertThat(lines).containsExactly("1");
  }

  @Test
  void looksTheNameOfTheSyslogServerUpAgainWhileItHasNoAddress() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      InetSocketAddress named =
          InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
      try (SyslogSocket socket = SyslogSocket.open(named)) {
        socket.send("a line".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(received(server)).isEqualTo("a line");
    }
    assertThatThrownBy(
            () -> SyslogSocket.open(InetSocketAddress.createUnresolved("nowhere.invalid", 514)))
        .isInstanceOf(UnknownHostException.class);
  }

  private static String received(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    server.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
        .stripTrailing();
  }

  private static AccessLog log(AccessLogSettings settings, LogSink sink) {
    return new AccessLog(
        new AccessLog.Output(
            settings, session -> Long.toString(session.end().bytesOut()), sink, line -> {}),
        InstantSource.system(),
        ZoneOffset.UTC);
  }

  private static List<String> bytes(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
