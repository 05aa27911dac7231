package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.SampleResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  @Test
  void hasARowForEachKindOfClientsOfEachContender() {
    assertThat(ComparisonTable.render(SampleResults.good()))
        .contains(
            """
            | stop | haproxy-default | immediate | 2 | 11 / 14 | 150 / 150 / 170 / 170 | 20 / 20 / 25 / 25 | 0 |
            | stop | haproxy-default | pool | 2 | 12 / 13 | 210 / 210 / 230 / 230 | 60 / 60 / 65 / 65 | 1 |
            | stop | ours | immediate | 2 | 11 / 14 | 150 / 150 / 170 / 170 | 20 / 20 / 25 / 25 | 0 |
            """);
  }

  @Test
  void saysWhatWasLostBesideWhatIsAllowed() {
    assertThat(ComparisonTable.render(SampleResults.good()))
        .contains(
            "| stop | haproxy-default | 1 | 3800 | 1800 | 900 (1) | 0 | 0 | 20 | 4 / 7 | 0 |\n")
        .contains("| stop | ours | 1 | 3800 | 1 | 1 (1) | 0 | 0 | 0 | 4 / 7 | 0 |\n");
  }

  @Test
  void namesTheCommandTheMachineAndTheBuilds() {
    assertThat(ComparisonTable.render(SampleResults.good()))
        .startsWith("`bench/failover --runs 1`, 2026-11-22; 2 + 2 clients in each run; seed 1.\n")
        .contains("Machine: 2 cores, 4096 MiB, Linux 6, JVM 25, Redis 7.0.15, HAProxy 2.6.12.\n")
        .contains("ours: commit 0123456789ab, SHA-256 0123456789abcdef\n");
  }

  @Test
  void neverHidesWhatWasLeftOutOrHasFailed() {
    Results results =
        new Results(
            SampleResults.about(List.of("haproxy-default: haproxy is not on PATH")),
            List.of("stop ours #1: waited in vain"),
            List.of());
    assertThat(ComparisonTable.render(results))
        .contains("SKIPPED haproxy-default: haproxy is not on PATH\n")
        .contains("FAILED stop ours #1: waited in vain\n");
  }
}
