package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.net.ProcessLimits;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  private static final long PLENTY = 1L << 33;

  private final Limits wanted = Limits.DEFAULT.withConnections(1000, 900);

  @Test
  void changesNothingWhereDescriptorsAndMemorySuffice() {
    assertThat(fit(wanted, OptionalLong.of(2300), PLENTY, PLENTY).limits()).isEqualTo(wanted);
    assertThat(fit(wanted, OptionalLong.empty(), PLENTY, PLENTY).notes()).isEmpty();
  }

  @Test
  void lowersWhatHasNoDescriptorsAndSaysIt() {
    ConnectionBudget fitting = fit(wanted, OptionalLong.of(1024), PLENTY, PLENTY);

    assertThat(fitting.limits().maxConnections()).isEqualTo(362);
    assertThat(fitting.limits().maxHeld()).isEqualTo(362);
    assertThat(fitting.problems())
        .containsExactly(
            "maxConnections: 1,000 client connections need 2,300 file descriptors, but this process"
                + " may open 1,024, so it accepts 362; raise the limit (ulimit -n), or lower"
                + " maxConnections.");
  }

  @Test
  void lowersWhatHasNoMemoryAndSaysIt() {
    ConnectionBudget fitting = fit(wanted, OptionalLong.empty(), 16 << 20, 16 << 20);

    assertThat(fitting.limits().maxConnections()).isEqualTo(512);
    assertThat(fitting.bufferBytes()).isEqualTo(8 << 20);
    assertThat(fitting.problems())
        .containsExactly(
            "maxConnections: 1,000 client connections need 31 MiB of heap and 15 MiB beside it, but"
                + " this process has 16 MiB and 16 MiB, so it accepts 512; raise its memory (-Xmx,"
                + " or the memory limit of the pod), or lower maxConnections.");
  }

  @Test
  void takesTheLeastOfAllAndNamesEachReason() {
    ConnectionBudget fitting = fit(wanted, OptionalLong.of(1024), 16 << 20, 4 << 20);

    assertThat(fitting.limits().maxConnections()).isEqualTo(256);
    assertThat(fitting.problems()).hasSize(2);
  }

  @Test
  void acceptsOneClientAtLeast() {
    assertThat(fit(wanted, OptionalLong.of(64), PLENTY, PLENTY).limits().maxConnections())
        .isEqualTo(1);
    assertThat(fit(wanted, OptionalLong.empty(), 0, 0).limits().maxConnections()).isEqualTo(1);
  }

  @Test
  void callsItNoProblemThatFewerThanTheUsualNumberFit() {
    ConnectionBudget fitting = fit(Limits.DEFAULT, OptionalLong.of(1024), PLENTY, PLENTY);

    assertThat(fitting.limits().maxConnections()).isEqualTo(362);
    assertThat(fitting.notes()).hasSize(1);
    assertThat(fitting.problems()).isEmpty();
  }

  private static ConnectionBudget fit(
      Limits wanted, OptionalLong mostDescriptors, long heapBytes, long bufferBytes) {
    return ConnectionBudget.fit(
        wanted, new ProcessLimits(mostDescriptors, 100, heapBytes, bufferBytes));
  }
}
