package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void limitsConnectAndStepsTogetherByTheIntervalWhenThereIsNoTimeout() {
    CheckSettings settings = CheckSettings.every(SECOND);
    assertThat(settings.connectLimit()).isEqualTo(SECOND);
    assertThat(settings.stepLimit(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void limitsTheStepsByTheTimeoutAndTheConnectByTheShorterOfTheOtherTwo() {
    assertThat(withTimeout(Duration.ofMillis(200)).connectLimit())
        .isEqualTo(Duration.ofMillis(200));
    assertThat(withTimeout(Duration.ofSeconds(9)).connectLimit()).isEqualTo(SECOND);
    assertThat(withTimeout(SECOND).stepLimit(Duration.ofMillis(300)))
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void checksAtTheIntervalOfTheStateThatTheServerIsIn() {
    CheckSettings settings = withTimeout(SECOND);
    assertThat(settings.intervalAt(new HealthCounter(4, 2, 3))).isEqualTo(SECOND);
    assertThat(settings.intervalAt(new HealthCounter(3, 2, 3))).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.intervalAt(new HealthCounter(1, 2, 3))).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.intervalAt(new HealthCounter(0, 2, 3))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void beginsDownUntilChecked() {
    assertThat(CheckHistory.begin(CheckSettings.every(SECOND), 0).health().isUp()).isFalse();
  }

  @Test
  void refusesTimesThatAreNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckSettings.every(Duration.ZERO))
        .withMessage("interval is PT0S, use more than 0");
  }

  private static CheckSettings withTimeout(Duration connectTimeout) {
    return new CheckSettings(
        SECOND,
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Optional.of(Duration.ofMillis(500)),
        connectTimeout,
        2,
        3,
        HealthCounter.Initial.DOWN);
  }
}
