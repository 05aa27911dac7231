package io.redisfailover.bench.disturbance;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.disturbance.SlowCommand.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowCommandTest {
  @Test
  void sleepsInOneCommand() {
    assertThat(command(Kind.SLEEP, 2050).commands())
        .containsExactly(List.of("DEBUG", "SLEEP", "2.050"));
  }

  @Test
  void computesInATransactionOfScriptsThatAreTooShortToSayBusy() {
    List<List<String>> commands = command(Kind.TRANSACTION, 600).commands();
    assertThat(commands.getFirst()).containsExactly("MULTI");
    assertThat(commands.getLast()).containsExactly("EXEC");
    assertThat(commands.subList(1, commands.size() - 1))
        .extracting(List::getLast)
        .containsExactly("250000", "250000", "100000");
  }

  @Test
  void isSilentForItsWholeLengthUnlessAScriptSaysThatItIsBusy() {
    assertThat(command(Kind.SLEEP, 4000).silence()).hasSeconds(4);
    assertThat(command(Kind.TRANSACTION, 4000).silence()).hasSeconds(4);
    assertThat(command(Kind.SCRIPT, 4000).silence()).hasSeconds(1);
    assertThat(command(Kind.SCRIPT, 700).silence()).hasMillis(700);
  }

  private static SlowCommand command(Kind kind, int millis) {
    return new SlowCommand(kind, Duration.ofMillis(millis));
  }
}
