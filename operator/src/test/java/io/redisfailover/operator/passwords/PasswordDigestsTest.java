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
  void areThoseBeforeTooForTenMinutesAfterAllServersHaveTheLastOne() {
    PasswordDigests second = taken(seen(FIRST, "bb", NOW), NOW);
    assertThat(second.valid()).containsExactly("bb", "aa");
    assertThat(seen(second, "bb", NOW.plusSeconds(599))).isEqualTo(second);
    PasswordDigests third = seen(second, "cc", NOW.plusSeconds(60));
    assertThat(third.valid()).containsExactly("cc", "bb", "aa");
    PasswordDigests spread = taken(third, NOW.plusSeconds(100));
    assertThat(spread.since()).isEqualTo(NOW.plusSeconds(60));
    assertThat(taken(spread, NOW.plusSeconds(699))).isEqualTo(spread);
    PasswordDigests last = taken(spread, NOW.plusSeconds(700));
    assertThat(last.valid()).containsExactly("cc");
    assertThat(last.since()).isEqualTo(NOW.plusSeconds(700));
    assertThat(taken(last, NOW.plusSeconds(9999))).isEqualTo(last);
  }

  /** Clients could not follow: a server hangs, or rejects the rule of a user. */
  @Test
  void areThoseBeforeTooAsLongAsAServerDoesNotHaveTheLastOne() {
    PasswordDigests second = seen(FIRST, "bb", NOW);
    assertThat(seen(second, "bb", NOW.plusSeconds(99_999))).isEqualTo(second);
    PasswordDigests taken = taken(second, NOW.plusSeconds(100_000));
    assertThat(taken.valid()).containsExactly("bb", "aa");
    assertThat(seen(taken, "bb", NOW.plusSeconds(100_599)))
        .as("a server that is away has had it")
        .isEqualTo(taken);
    assertThat(seen(taken, "bb", NOW.plusSeconds(100_600)).valid()).containsExactly("bb");
  }

  @Test
  void doNotComeBackWithAChangeAfterTheirTime() {
    PasswordDigests second = taken(seen(FIRST, "bb", NOW), NOW);
    assertThat(seen(second, "cc", NOW.plusSeconds(600)).valid()).containsExactly("cc", "bb");
  }

  @Test
  void endThoughTheClockWasAheadWhenTheyWereAddedOrTaken() {
    PasswordDigests ahead = seen(FIRST, "bb", Instant.MAX);
    PasswordDigests back = taken(seen(ahead, "bb", NOW), NOW);
    assertThat(back.valid()).containsExactly("bb", "aa");
    assertThat(seen(back, "bb", NOW.plusSeconds(600)).valid()).containsExactly("bb");
    PasswordDigests later = taken(seen(FIRST, "bb", NOW), NOW.plusSeconds(9999));
    assertThat(taken(taken(later, NOW), NOW.plusSeconds(600)).valid()).containsExactly("bb");
  }

  @Test
  void areEachThereOnceWhenAFormerOneIsBack() {
    assertThat(seen(seen(FIRST, "bb", NOW), "aa", NOW).valid()).containsExactly("aa", "bb");
  }

  @Test
  void stayWhileTheSecretHasNoneAndTheFormerOnesEndAllTheSame() {
    assertThat(FIRST.seen(Optional.empty(), true, NOW)).isEqualTo(FIRST);
    PasswordDigests second = taken(seen(FIRST, "bb", NOW), NOW);
    assertThat(second.seen(Optional.empty(), true, NOW.plusSeconds(599))).isEqualTo(second);
    assertThat(second.seen(Optional.empty(), true, NOW.plusSeconds(600)).valid())
        .containsExactly("bb");
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
    return before.seen(Optional.of(digest), false, now);
  }

  /** A look at which all servers have the present one. */
  private static PasswordDigests taken(PasswordDigests before, Instant now) {
    return before.seen(Optional.of(before.present()), true, now);
  }
}
