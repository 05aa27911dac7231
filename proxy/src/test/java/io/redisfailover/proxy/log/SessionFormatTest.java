package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.config.AccessLogSettings.Format;
import io.redisfailover.proxy.config.Syslog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionFormatTest {
  private static final Instant NOW = Instant.parse("2026-11-02T07:11:39.344Z");

  private final SessionFormat tcplog = SessionFormat.of(Format.TCPLOG, ZoneOffset.UTC);
  private final SessionFormat json = SessionFormat.of(Format.JSON, ZoneOffset.UTC);

  @Test
  void writesASessionAsHaproxyDoes() {
    assertThat(tcplog.line(SampleSessions.served(7, 10)))
        .isEqualTo(
            "127.0.0.1:39400 [22/Nov/2026:07:11:39.344] redis redis/Master 1/0/2 10 --"
                + " 2/2/2/1/0 0/0");
  }

  @Test
  void writesMinusOneForWhatNeverHappened() {
    assertThat(tcplog.line(SampleSessions.heldInVain()))
        .isEqualTo(
            "127.0.0.1:39400 [22/Nov/2026:07:11:39.344] redis redis/<NOSRV> -1/-1/10000 10 sQ"
                + " 1/1/1/0/3 0/4");
  }

  @Test
  void writesTheSameValuesAsJson() {
    assertThat(json.line(SampleSessions.served(7, 10)))
        .isEqualTo(
            "{\"acceptedAt\":\"2026-11-22T07:11:39.344Z\",\"clientAddress\":\"127.0.0.1\","
                + "\"clientPort\":39400,\"server\":\"Master\",\"heldMillis\":1,\"connectMillis\":0,"
                + "\"totalMillis\":2,\"bytesIn\":7,\"bytesOut\":10,\"termination\":\"--\","
                + "\"reason\":\"COMPLETED\",\"retries\":0,\"sessions\":2,\"sessionsOnServer\":1,"
                + "\"held\":0}");
    assertThat(json.line(SampleSessions.heldInVain()))
        .doesNotContain("server\"", "heldMillis", "connectMillis")
        .contains("\"termination\":\"sQ\"");
  }

  @Test
  void beginsAndEndsALineToSyslogAsHaproxyDoes() {
    assertThat(header(Syslog.Form.RFC3164).with(Syslog.Level.INFO, "a line", NOW))
        .isEqualTo("<134>Nov  2 07:11:39 cache[17]: a line\n");
  }

  @Test
  void beginsALineToSyslogWithTheHostAndTheZoneAsTheNewerStandardWants() {
    assertThat(header(Syslog.Form.RFC5424).with(Syslog.Level.INFO, "a line", NOW))
        .isEqualTo("<134>1 2026-11-02T07:11:39.344Z here cache 17 - - a line\n");
  }

  private static SyslogHeader header(Syslog.Form form) {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 514);
    return new SyslogHeader(
        new Syslog(anywhere, Syslog.Facility.LOCAL0, form, "cache"), "here", 17, ZoneOffset.UTC);
  }
}
