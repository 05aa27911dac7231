package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.HealthLines.Usable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lines are those of an HAProxy 2.6 that was watched; only the names differ. */
class HealthLinesTest {
  private static final CheckResult REFUSED =
      new CheckResult(
          CheckStatus.L4CON, Duration.ZERO, "Connection refused at step 1 of tcp-check (connect)");
  private static final CheckResult PASSED =
      new CheckResult(CheckStatus.L7OK, Duration.ofMillis(2), "(tcp-check)");

  @Test
  void saysWhyAServerIsDownAndWhatIsLeft() {
    assertThat(
            HealthLines.down(
                "be", Server.MASTER, HealthLines.reason(REFUSED), new Usable(0, 1), 3, 0))
        .isEqualTo(
            "Server be/Master is DOWN, reason: Layer4 connection problem, info: \"Connection"
                + " refused at step 1 of tcp-check (connect)\", check duration: 0ms. 0 active and"
                + " 1 backup servers left. Running on backup. 3 sessions active, 0 requeued, 0"
                + " remaining in queue.");
  }

  @Test
  void saysThatAServerIsBack() {
    assertThat(
            HealthLines.gained(
                "be", Server.BACKUP, HealthLines.reason(PASSED), new Usable(0, 1), 0))
        .isEqualTo(
            "Backup Server be/Backup is UP, reason: Layer7 check passed, code: 0, info:"
                + " \"(tcp-check)\", check duration: 2ms. 0 active and 1 backup servers online."
                + " Running on backup. 0 sessions requeued, 0 total in queue.");
  }

  @Test
  void saysWhatEachCheckChanges() {
    assertThat(HealthLines.ofCheck("be", Server.MASTER, REFUSED, checked(2, 2, 2)))
        .isEqualTo(
            "Health check for server be/Master failed, reason: Layer4 connection problem, info:"
                + " \"Connection refused at step 1 of tcp-check (connect)\", check duration: 0ms,"
                + " status: 1/2 UP.");
    assertThat(HealthLines.ofCheck("be", Server.BACKUP, PASSED, checked(1, 2, 2)))
        .isEqualTo(
            "Health check for backup server be/Backup succeeded, reason: Layer7 check passed,"
                + " code: 0, info: \"(tcp-check)\", check duration: 2ms, status: 1/2 DOWN.");
  }

  @Test
  void namesNoDurationWhereNothingWasChecked() {
    CheckResult analysed =
        new CheckResult(
            CheckStatus.HANA,
            Duration.ZERO,
            "Detected 2 consecutive errors, last one was: L4 unsuccessful connection");
    assertThat(HealthLines.ofCheck("be", Server.MASTER, analysed, checked(0, 2, 2)))
        .isEqualTo(
            "Health check for server be/Master failed, reason: Health analyze, info: \"Detected 2"
                + " consecutive errors, last one was: L4 unsuccessful connection\", status: 0/2"
                + " DOWN.");
  }

  private static CheckedServer checked(int counter, int rise, int fall) {
    return new CheckedServer(
        new HealthCounter(counter, rise, fall),
        Optional.empty(),
        0,
        0,
        Duration.ZERO,
        Duration.ZERO,
        false);
  }
}
