package io.redisfailover.proxy.stats.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.stats.model.SampleStatuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Path REFERENCE = Path.of("..", "docs", "metrics.md");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? -?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

  @Test
  void namesMetersAsPrometheusWantsThem() {
    assertThat(Meter.ALL)
        .extracting(Meter::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("(haproxy|redisfailover)_[a-z]+(_[a-z]+)*"));
    assertThat(Meter.ALL)
        .allSatisfy(meter ->
            assertThat(meter.name().endsWith("_total"))
                .as(meter.name())
                .isEqualTo(meter.type() == Meter.Type.COUNTER));
  }

  @Test
  void writesEverySituationInPrometheussFormat() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) ->
            assertThat(MetricsText.render(status).lines())
                .allMatch(epoch -> epoch.startsWith("# ") || SAMPLE.matcher(epoch).matches()));
  }

  @Test
  void hasAValueForEveryMeterInSomeSituation() {
    String everything =
        String.join("", SampleStatuses.all().values().stream().map(MetricsText::render).toList());
    assertThat(Meter.ALL).allSatisfy(meter -> assertThat(everything).contains("\n" + meter.name()));
  }

  @Test
  void tellsWhichServerIsActiveAndHowTheOtherOneStands() {
    assertThat(MetricsText.render(SampleStatuses.normal()))
        .contains("redisfailover_epoch 7\n")
        .contains("redisfailover_buffer_bytes 4194304\n")
        .contains("redisfailover_server_active{proxy=\"redis\",server=\"Master\"} 1\n")
        .contains("redisfailover_server_active{proxy=\"redis\",server=\"Backup\"} 0\n")
        .contains("redisfailover_server_lag_bytes{proxy=\"redis\",server=\"Backup\"} 0\n")
        .contains("haproxy_server_status{proxy=\"redis\",server=\"Backup\",state=\"UP\"} 1\n")
        .contains("haproxy_server_status{proxy=\"redis\",server=\"Backup\",state=\"DOWN\"} 0\n")
        .contains("haproxy_server_bytes_in_total{proxy=\"redis\",server=\"Master\"} 1420331008\n");
  }

  @Test
  void tellsWhatTheLastChangeCost() {
    assertThat(MetricsText.render(SampleStatuses.failedOver()))
        .contains(
            "redisfailover_last_role_change_waited_seconds"
                + "{cause=\"refused\",from=\"Master\",kind=\"failover\",to=\"Backup\"} 0.011\n");
  }

  @Test
  void saysNothingOfWhatIsNotKnown() {
    assertThat(MetricsText.render(SampleStatuses.starting()))
        .doesNotContain("redisfailover_epoch", "redisfailover_server_reachable{");
  }

  /** To write it again: {@code mvn test -pl proxy -am -Dmetrics.reference=write}. */
  @Test
  void standsInTheReferenceMeterByMeter() throws IOException {
    String before = Files.readString(REFERENCE);
    int table = before.indexOf("| meter |");
    String expected = before.substring(0, table) + MetersTable.render();
    if ("write".equals(System.getProperty("metrics.reference"))) {
      Files.writeString(REFERENCE, expected);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(expected);
  }
}
