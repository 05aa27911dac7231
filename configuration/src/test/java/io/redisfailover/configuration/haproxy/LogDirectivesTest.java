package io.redisfailover.configuration.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogDirectivesTest {
  private final CfgOutcomes outcomes = new CfgOutcomes(false);

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1 local0, 127.0.0.1:514 local0 rfc3164",
    "127.0.0.1:1514 local0 info, 127.0.0.1:1514 local0 rfc3164",
    "udp@logs.example local7 debug, logs.example:514 local7 rfc3164",
    "10.0.0.1:514 len 4096 format rfc5424 sample 1:2 daemon, 10.0.0.1:514 daemon rfc5424",
    "::1 local1, [::1]:514 local1 rfc3164",
    "[::1]:1514 local1, [::1]:1514 local1 rfc3164",
    "/dev/log local0, /dev/log local0 rfc3164",
    "unix@/run/log local0 info, /run/log local0 rfc3164"
  })
  void sendsSessionsToAUdpAddressOrAUnixSocket(String line, String expected) {
    ImportedSettings settings = settings("log " + line);
    assertThat(
            value(settings, "address")
                + " "
                + value(settings, "facility")
                + " "
                + value(settings, "form"))
        .isEqualTo(expected);
    assertThat(outcomes.errors("haproxy.cfg")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stdout format raw daemon", "fd@1 local0", "ring@buffer local0", "global"})
  void leavesOtherTargetsToStandardOutput(String line) {
    assertThat(value(settings("log " + line), "address")).isEmpty();
    assertThat(outcomes.errors("haproxy.cfg")).isEmpty();
  }

  @Test
  void sendsSessionsToTheFirstAddressOnly() {
    ImportedSettings settings =
        settings("log 127.0.0.1 local1 notice", "log 10.0.0.1 local0", "log 10.0.0.2 local0");
    assertThat(value(settings, "address")).isEqualTo("10.0.0.1:514");
    assertThat(value(settings, "level")).isEmpty();
  }

  @Test
  void sendsOnlyTheChangesToATargetThatTakesNoSessions() {
    ImportedSettings settings = settings("log 10.0.0.1 local1 notice", "log 10.0.0.2 local2 err");
    assertThat(value(settings, "address")).isEqualTo("10.0.0.1:514");
    assertThat(value(settings, "level")).isEqualTo("notice");
    assertThat(syslogOf("log 10.0.0.2 local1 notice")).isEqualTo("10.0.0.2:514");
    assertThat(syslogOf("log 10.0.0.2 local1 notice\n log global")).isEqualTo("10.0.0.1:514");
  }

  @Test
  void tellsOfEachCheckWhereTheFileSaysSoAndHasATarget() {
    String key = "accessLog.syslog.healthChecks";
    assertThat(ofAPair(key, "", "option log-health-checks\n log global")).isEqualTo("on");
    assertThat(ofAPair(key, "", "option log-health-checks")).isEmpty();
    assertThat(
            ofAPair(key, "", "log global\n option log-health-checks\n no option log-health-checks"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1 local9", "10.0.0.1 format json local0"})
  void refusesWhatNamesNoTargetOrFacility(String line) {
    settings(("log " + line).strip());
    assertThat(outcomes.errors("haproxy.cfg")).hasSize(1);
  }

  @Test
  void sendsTheSessionsOfASectionToTheTargetOfGlobalOnlyWhenItSaysSo() {
    assertThat(syslogOf("log global")).isEqualTo("10.0.0.1:514");
    assertThat(syslogOf("log stdout local0")).isEmpty();
    assertThat(syslogOf("log /dev/log local0")).isEqualTo("/dev/log");
    assertThat(syslogOf("log global\n no log")).isEmpty();
    assertThat(syslogOf("log global\n log 10.0.0.2 local1")).isEqualTo("10.0.0.2:514");
    assertThat(syslogOf("log 10.0.0.2 local1\n no option dontlognull")).isEqualTo("10.0.0.2:514");
  }

  /** Filters of a syslog server know HAProxy's lines by its name. */
  @Test
  void keepsHaproxysNameUnlessAnotherOneIsSet() {
    String key = "accessLog.syslog.tag";
    assertThat(ofAPair(key, "", "log global")).isEqualTo("haproxy");
    assertThat(ofAPair(key, "log-tag all", "log global")).isEqualTo("all");
    assertThat(ofAPair(key, "log-tag all", "log 10.0.0.2 local1")).isEqualTo("all");
    assertThat(ofAPair(key, "log-tag all", "log-tag one\n log global")).isEqualTo("one");
    assertThat(ofAPair(key, "log-tag all", "log-tag one\n log stdout local0")).isEmpty();
  }

  private String syslogOf(String lines) {
    return ofAPair("accessLog.syslog.address", "", lines);
  }

  private String ofAPair(String key, String inGlobal, String lines) {
    String text =
        """
        global
         log 10.0.0.1 local0
         %s
        listen redis
         bind :6379
         %s
         server a 10.0.0.3:6379
         server b 10.0.0.4:6379 backup
        """
            .formatted(inGlobal, lines);
    List<CfgSection> sections = CfgReader.read(text, name -> Optional.empty(), outcomes);
    List<ImportedPair> pairs =
        PairTranslator.translate(CfgModel.of(sections, outcomes), false, outcomes);
    assertThat(outcomes.errors("haproxy.cfg")).isEmpty();
    return pairs.getFirst().settings().stream()
        .filter(setting -> setting.key().equals(key))
        .map(ImportedSetting::value)
        .findFirst()
        .orElse("");
  }

  private static String value(ImportedSettings settings, String key) {
    return settings.get("accessLog.syslog." + key).map(ImportedSetting::value).orElse("");
  }

  private ImportedSettings settings(String... lines) {
    List<CfgSection> sections =
        CfgReader.read(
            "global\n" + String.join("\n", lines) + "\n", name -> Optional.empty(), outcomes);
    return CfgModel.of(sections, outcomes).global();
  }
}
