package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DescriptorBudgetTest {
  private final Limits wanted = Limits.DEFAULT.withConnections(1000, 900);

  @Test
  void changesNothingWhereTheDescriptorsSuffice() {
    assertThat(DescriptorBudget.fit(wanted, OptionalLong.of(2300), 100).limits()).isEqualTo(wanted);
    assertThat(DescriptorBudget.fit(wanted, OptionalLong.empty(), 100).problem()).isEmpty();
  }

  @Test
  void lowersWhatDoesNotFitAndSaysIt() {
    DescriptorBudget fitting = DescriptorBudget.fit(wanted, OptionalLong.of(1024), 100);

    assertThat(fitting.limits().maxConnections()).isEqualTo(362);
    assertThat(fitting.limits().maxHeld()).isEqualTo(362);
    assertThat(fitting.problem())
        .contains(
            "maxConnections: 1,000 client connections need 2,300 file descriptors, but this process"
                + " may open 1,024, so it accepts 362; raise the limit (ulimit -n), or lower"
                + " maxConnections.");
  }

  @Test
  void acceptsOneClientAtLeast() {
    assertThat(DescriptorBudget.fit(wanted, OptionalLong.of(64), 100).limits().maxConnections())
        .isEqualTo(1);
  }
}
