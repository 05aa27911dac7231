package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckHistoryTest {
  private static final CheckResult PASSED =
      new CheckResult(CheckStatus.L7OK, Duration.ofMillis(1), "(tcp-check)");
  private static final CheckResult FAILED =
      new CheckResult(CheckStatus.L4CON, Duration.ZERO, "Connection refused");
  private static final CheckSettings SETTINGS = CheckSettings.every(Duration.ofSeconds(1));

  @Test
  void countsDowntimeFromTheStartUntilTheFirstSuccess() {
    CheckHistory history = CheckHistory.begin(SETTINGS, 0).after(PASSED, seconds(3));
    CheckedServer server = history.at(seconds(10));
    assertThat(server.health().isUp()).isTrue();
    assertThat(server.downtime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(server.sinceChange()).isEqualTo(Duration.ofSeconds(7));
    assertThat(server.last()).contains(PASSED);
  }

  @Test
  void countsFailuresOnlyWhileTheServerIsUpAsHaproxyDoes() {
    CheckHistory history = CheckHistory.begin(SETTINGS, 0).after(FAILED, 0).after(PASSED, 0);
    history = history.after(PASSED, 0);
    for (int failure = 1; failure <= 5; failure++) {
      history = history.after(FAILED, seconds(failure));
    }
    CheckedServer server = history.at(seconds(10));
    assertThat(server.failedChecks()).isEqualTo(3);
    assertThat(server.timesDown()).isEqualTo(1);
    assertThat(server.downtime()).isEqualTo(Duration.ofSeconds(7));
    assertThat(server.sinceChange()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void keepsAServerOutOfNewSessionsFromAConditionalSuccessToAFullOneOrUntilItIsDown() {
    CheckResult conditional = new CheckResult(CheckStatus.L7OKC, Duration.ZERO, "");
    CheckHistory noLoad = CheckHistory.begin(SETTINGS, 0).after(conditional, 0);
    assertThat(noLoad.at(0).inWords()).isEqualTo("NOLB");
    assertThat(noLoad.at(0).takesNewSessions()).isFalse();
    CheckHistory failing = noLoad.after(FAILED, 0);
    assertThat(failing.at(0).inWords()).isEqualTo("NOLB 2/3");
    assertThat(noLoad.after(PASSED, 0).at(0).takesNewSessions()).isTrue();
    CheckHistory down = failing.after(FAILED, 0).after(FAILED, 0);
    assertThat(down.at(0).inWords()).isEqualTo("DOWN");
    assertThat(down.conditional()).isFalse();
  }

  @Test
  void keepsAServerUpOrDownWhenRiseAndFallAreChanged() {
    CheckHistory up = CheckHistory.begin(SETTINGS, 0).after(PASSED, 0);
    CheckSettings changed =
        new CheckSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Optional.empty(),
            Duration.ofSeconds(1),
            5,
            7,
            HealthCounter.Initial.DOWN);
    assertThat(up.with(changed).health()).isEqualTo(new HealthCounter(11, 5, 7));
    assertThat(up.with(SETTINGS)).isSameAs(up);
  }

  @Test
  void countsConnectionsThatFailInARowForAFailedCheckAsHaproxyDoes() {
    CheckHistory history = CheckHistory.begin(SETTINGS, 0).after(PASSED, 0);
    ConnectionErrors third = new ConnectionErrors(3, ConnectionErrors.OnError.FAIL_CHECK);
    history = failed(failed(history, third), third).observed(true, third, 0);
    history = failed(failed(history, third), third).after(PASSED, 0);
    history = failed(failed(history, third), third);
    assertThat(history.at(0).inWords()).isEqualTo("UP");

    history = failed(history, third);
    assertThat(history.at(0).inWords()).isEqualTo("UP 2/3");
    assertThat(history.errors()).isZero();
    assertThat(history.last().orElseThrow().status()).isEqualTo(CheckStatus.HANA);
    assertThat(history.last().orElseThrow().detail())
        .isEqualTo("Detected 3 consecutive errors, last one was: L4 unsuccessful connection");
  }

  @Test
  void takesAServerDownAtOnceOrAtTheNextFailureWhereOnErrorSaysSo() {
    CheckHistory up = CheckHistory.begin(SETTINGS, 0).after(PASSED, 0);

    assertThat(failed(up, first(ConnectionErrors.OnError.FASTINTER)).at(0).inWords())
        .isEqualTo("UP");
    CheckHistory near = failed(up, first(ConnectionErrors.OnError.SUDDEN_DEATH));
    assertThat(near.at(0).inWords()).isEqualTo("UP 1/3");
    assertThat(near.after(FAILED, 0).at(0).inWords()).isEqualTo("DOWN");
    CheckHistory down = failed(up, first(ConnectionErrors.OnError.MARK_DOWN));
    assertThat(down.at(0).inWords()).isEqualTo("DOWN");
    assertThat(down.timesDown()).isEqualTo(1);
  }

  @Test
  void neverBringsAServerUpBecauseConnectionsFail() {
    CheckHistory down = CheckHistory.begin(SETTINGS, 0).after(FAILED, 0);
    for (ConnectionErrors.OnError onError : ConnectionErrors.OnError.values()) {
      assertThat(failed(down, first(onError)).at(0).inWords()).isEqualTo("DOWN");
    }
  }

  private static ConnectionErrors first(ConnectionErrors.OnError onError) {
    return new ConnectionErrors(1, onError);
  }

  private static CheckHistory failed(CheckHistory history, ConnectionErrors observation) {
    return history.observed(false, observation, 0);
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
