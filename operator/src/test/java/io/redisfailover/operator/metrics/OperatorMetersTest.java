package io.redisfailover.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ProxiesStatus;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of the operator, as text. */
class OperatorMetersTest {
  private static final Path REFERENCE = Path.of("..", "docs", "operator.md");
  private static final String BEGIN = "<!-- meters -->\n";
  private static final String END = "<!-- end of meters -->\n";

  private final AtomicBoolean leading = new AtomicBoolean();
  private final OperatorMeters meters = new OperatorMeters(leading::get);
  private final RedisFailover cache = Samples.withSpec("{}");
  private final String labels =
      "name=\"%s\",namespace=\"%s\""
          .formatted(cache.getMetadata().getName(), cache.getMetadata().getNamespace());

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void saysWhatTheStatusSays() {
    meters.show(cache, failedOver());
    assertThat(meters.text().lines())
        .contains(
            "redisfailover_resource_condition{condition=\"Ready\",%s,reason=\"Word\"} 1.0"
                .formatted(labels),
            "redisfailover_resource_condition{condition=\"InSync\",%s,reason=\"Word\"} 0.0"
                .formatted(labels),
            "redisfailover_resource_phase{%s,phase=\"Degraded\"} 1.0".formatted(labels),
            "redisfailover_resource_active{%s,server=\"Master\"} 0.0".formatted(labels),
            "redisfailover_resource_active{%s,server=\"Backup\"} 1.0".formatted(labels),
            "redisfailover_resource_role{%s,role=\"Unreachable\",server=\"Master\"} 1.0"
                .formatted(labels),
            "redisfailover_resource_epoch{%s} 8.0".formatted(labels),
            "redisfailover_resource_proxies{%s,state=\"agreeing\"} 1.0".formatted(labels),
            "redisfailover_resource_last_role_change_detected_seconds{kind=\"Crash\",%s} 0.1"
                .formatted(labels),
            "redisfailover_resource_last_role_change_duration_seconds{kind=\"Crash\",%s} 0.25"
                .formatted(labels));
  }

  @Test
  void saysNothingOfWhatIsNotKnown() {
    meters.show(
        cache,
        new RedisFailoverStatus(
            1L,
            Phase.PAUSED,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(condition("Ready", ConditionStatus.UNKNOWN)),
            null));
    assertThat(meters.text())
        .contains("phase=\"Paused\"")
        .doesNotContain("_resource_condition{", "_resource_epoch{", "_resource_active{");
  }

  @Test
  void forgetsTheStatusBefore() {
    meters.show(cache, failedOver());
    meters.show(
        cache,
        new RedisFailoverStatus(
            1L, Phase.RUNNING, null, 9L, null, null, null, null, null, null, null));
    assertThat(meters.text())
        .contains("phase=\"Running\"", "redisfailover_resource_epoch{%s} 9.0".formatted(labels))
        .doesNotContain("phase=\"Degraded\"");
  }

  @Test
  void countsEventsByTheirReason() {
    meters.happened(cache, "FailoverCompleted");
    meters.happened(cache, "FailoverCompleted");
    meters.happened(cache, "StandbyInSync");
    assertThat(meters.text().lines())
        .contains(
            "redisfailover_resource_events_total{%s,reason=\"FailoverCompleted\"} 2.0"
                .formatted(labels),
            "redisfailover_resource_events_total{%s,reason=\"StandbyInSync\"} 1.0"
                .formatted(labels));
  }

  @Test
  void saysNothingMoreOfAResourceThatIsGoneAndGoesOnWithTheOthers() {
    RedisFailover other = Samples.withSpec("{}");
    other.getMetadata().setName("other");
    for (RedisFailover resource : List.of(cache, other)) {
      meters.show(resource, failedOver());
      meters.happened(resource, "FailoverCompleted");
    }
    meters.forget(cache);
    assertThat(meters.text())
        .doesNotContain(labels)
        .contains("redisfailover_resource_epoch{name=\"other\"", "events_total{name=\"other\"");
  }

  @Test
  void saysWhoLeads() {
    assertThat(meters.text()).contains("redisfailover_operator_leader 0.0");
    leading.set(true);
    assertThat(meters.text()).contains("redisfailover_operator_leader 1.0");
  }

  @Test
  void knowsTheProcess() {
    assertThat(meters.text()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
  }

  /** To write it anew: {@code -Dmeters.reference=write}. */
  @Test
  void standsInTheReferenceMeterByMeter() throws IOException {
    String before = Yaml.file(REFERENCE);
    String expected =
        before.substring(0, before.indexOf(BEGIN) + BEGIN.length())
            + table()
            + before.substring(before.indexOf(END));
    if ("write".equals(System.getProperty("meters.reference"))) {
      Files.writeString(REFERENCE, expected);
    }
    assertThat(REFERENCE).content().isEqualTo(expected);
  }

  private static String table() {
    return Arrays.stream(ResourceMeter.values())
        .map(meter -> row(meter.meterName(), meter.labels(), meter.description()))
        .collect(
            Collectors.joining(
                "",
                "| meter | labels | what it says |\n|---|---|---|\n",
                row(
                        OperatorMeters.EVENTS + "_total",
                        List.of("reason"),
                        OperatorMeters.ABOUT_EVENTS)
                    + row(OperatorMeters.LEADING, List.of(), OperatorMeters.ABOUT_LEADING)));
  }

  private static String row(String name, List<String> labels, String description) {
    String own = labels.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |\n".formatted(name, own.isEmpty() ? "–" : own, description);
  }

  private static RedisFailoverStatus failedOver() {
    return new RedisFailoverStatus(
        1L,
        Phase.DEGRADED,
        ServerName.BACKUP,
        8L,
        "b".repeat(40),
        "cache.shop.svc:6379",
        List.of(
            server(ServerName.MASTER, ServerRole.UNREACHABLE),
            server(ServerName.BACKUP, ServerRole.ACTIVE)),
        new ProxiesStatus(2, 2, 2, 1, null),
        new LastRoleChange(
            "2026-01-31T12:00:00Z",
            RoleChangeKind.CRASH,
            ServerName.MASTER,
            ServerName.BACKUP,
            "it was gone",
            100L,
            250L,
            0L,
            null,
            null),
        List.of(
            condition("Ready", ConditionStatus.TRUE), condition("InSync", ConditionStatus.FALSE)),
        null);
  }

  private static ServerStatus server(ServerName name, ServerRole role) {
    return new ServerStatus(name, null, role, null, null, null, null, null, null, null, null);
  }

  private static Condition condition(String type, ConditionStatus status) {
    return new Condition(type, status, 1L, "2026-01-31T12:00:00Z", "Word", "A sentence.");
  }
}
