package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.proxy.check.Conformance.Comparison;
import io.redisfailover.realredis.process.ProgramPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * HAProxy, as the distribution has it, and this engine run the same checks against the same
 * servers.
 */
class HaproxyConformanceIT {
  private static final int ENOUGH = 100;
  private static final int BATCH = 1000;

  private Optional<Path> program = Optional.empty();

  @BeforeEach
  void needsHaproxy() {
    program = ProgramPath.find("haproxy");
    if (program.isEmpty()) {
      System.out.println("SKIPPED: no program haproxy is installed; apt-get install haproxy");
    }
    assumeTrue(program.isPresent(), "no program haproxy is installed");
  }

  @Test
  void judgesTheNamedChecksAsHaproxyDoes() {
    List<ConformanceCase> rows = ConformanceRows.all();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(ENOUGH);
    assertThat(compared("named checks", rows).disagreements()).isEmpty();
  }

  @Test
  void judgesRandomChecksAsHaproxyDoes() {
    int count = Integer.getInteger("conformance.checks", BATCH);
    long seed = Long.getLong("conformance.seed", 1);
    Comparison sum = new Comparison(0, 0, List.of());
    for (int from = 0; from < count; from += BATCH) {
      List<ConformanceCase> checks =
          RandomChecks.of(seed + from / BATCH, Math.min(BATCH, count - from));
      sum = sum.plus(compared("random checks, seed " + (seed + from / BATCH), checks));
    }
    System.out.println(summary("all random checks", sum));
    assertThat(sum.disagreements()).isEmpty();
  }

  private Comparison compared(String what, List<ConformanceCase> checks) {
    long begin = System.nanoTime();
    Comparison comparison = new Conformance(program.orElseThrow()).compare(checks);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println(summary(what, comparison) + " in " + took.toSeconds() + " s");
    comparison.disagreements().forEach(System.out::println);
    return comparison;
  }

  private static String summary(String what, Comparison comparison) {
    return "conformance: %s: %d compared, %d only after a slower run, %d disagree"
        .formatted(
            what, comparison.compared(), comparison.again(), comparison.disagreements().size());
  }
}
