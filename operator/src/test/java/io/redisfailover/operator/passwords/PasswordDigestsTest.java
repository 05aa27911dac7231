package io.redisfailover.operator.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which passwords of one user are valid. */
class PasswordDigestsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static final PasswordDigests FIRST = seen(PasswordDigests.NONE, "aa", NOW);

  @Test
  void areThePresentOneAloneUntilItChanges() {
    assertThat(PasswordDigests.NONE.valid()).isEmpty();
    assertThat(FIRST.valid()).containsExactly("aa");
    assertThat(FIRST.since()).isEqualTo(Instant.EPOCH);
    assertThat(seen(FIRST, "aa", NOW)).isEqualTo(FIRST);
  }

  @Test
  void areThoseBeforeTooForTenMinutesAfterTheLastChange() {
    PasswordDigests second = seen(FIRST, "bb", NOW);
    assertThat(second.valid()).containsExactly("bb", "aa");
    assertThat(seen(second, "bb", NOW.plusSeconds(599))).isEqualTo(second);
    PasswordDigests third = seen(second, "cc", NOW.plusSeconds(60));
    assertThat(third.valid()).containsExactly("cc", "bb", "aa");
    assertThat(seen(third, "cc", NOW.plusSeconds(659))).isEqualTo(third);
    PasswordDigests last = seen(third, "cc", NOW.plusSeconds(660));
    assertThat(last.valid()).containsExactly("cc");
    assertThat(last.since()).isEqualTo(NOW.plusSeconds(660));
    assertThat(seen(last, "cc", NOW.plusSeconds(9999))).isEqualTo(last);
  }

  @Test
  void doNotComeBackWithAChangeAfterTheirTime() {
    PasswordDigests second = seen(FIRST, "bb", NOW);
    assertThat(seen(second, "cc", NOW.plusSeconds(600)).valid()).containsExactly("cc", "bb");
  }

  @Test
  void endThoughTheClockWasAheadWhenTheyWereAdded() {
    PasswordDigests ahead = seen(FIRST, "bb", Instant.MAX);
    PasswordDigests back = seen(ahead, "bb", NOW);
    assertThat(back.valid()).containsExactly("bb", "aa");
    assertThat(seen(back, "bb", NOW.plusSeconds(600)).valid()).containsExactly("bb");
  }

  @Test
  void areEachThereOnceWhenAFormerOneIsBack() {
    assertThat(seen(seen(FIRST, "bb", NOW), "aa", NOW).valid()).containsExactly("aa", "bb");
  }

  @Test
  void stayWhileTheSecretHasNoneAndTheFormerOnesEndAllTheSame() {
    assertThat(FIRST.seen(Optional.empty(), NOW)).isEqualTo(FIRST);
    PasswordDigests second = seen(FIRST, "bb", NOW);
    assertThat(second.seen(Optional.empty(), NOW.plusSeconds(599))).isEqualTo(second);
    assertThat(second.seen(Optional.empty(), NOW.plusSeconds(600)).valid()).containsExactly("bb");
  }

  @Test
  void areNotMoreThanAServerShouldCarry() {
    PasswordDigests digests = FIRST;
    for (int change = 0; change < 3 * PasswordDigests.MOST; change++) {
      digests = seen(digests, "p" + change, NOW);
    }
    assertThat(digests.former()).hasSize(PasswordDigests.MOST).doesNotHaveDuplicates();
  }

  @Test
  void areNotShown() {
    assertThat(seen(FIRST, "bb", NOW).toString()).doesNotContain("aa").doesNotContain("bb");
  }

  private static PasswordDigests seen(PasswordDigests before, String digest, Instant now) {
    return before.seen(Optional.of(digest), now);
  }
}
