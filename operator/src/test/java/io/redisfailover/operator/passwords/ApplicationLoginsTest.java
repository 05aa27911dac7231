package io.redisfailover.operator.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which former passwords of the applications are valid. */
class ApplicationLoginsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static final ApplicationLogins FIRST = seen(ApplicationLogins.of(Map.of()), "aa", NOW);

  @Test
  void areNoneUntilThePasswordChanges() {
    assertThat(FIRST.lines(false)).isEmpty();
    assertThat(FIRST.since()).isEqualTo(Instant.EPOCH);
    assertThat(seen(FIRST, "aa", NOW)).isEqualTo(FIRST);
  }

  @Test
  void areThePasswordsBeforeForTenMinutes() {
    ApplicationLogins second = seen(FIRST, "bb", NOW);
    assertThat(second.lines(false)).containsExactly("default #aa");
    assertThat(second.hasFormer()).isTrue();
    ApplicationLogins third = seen(second, "cc", NOW.plusSeconds(60));
    assertThat(third.lines(false)).containsExactly("default #bb", "default #aa");
    ApplicationLogins taken = seen(third, "cc", NOW.plusSeconds(60));
    assertThat(ApplicationLogins.of(taken.stored())).isEqualTo(taken).isNotEqualTo(third);
    assertThat(seen(taken, "cc", NOW.plusSeconds(660)).lines(false)).isEmpty();
  }

  @Test
  void doNotHoldThePasswordThatIsBack() {
    ApplicationLogins back = seen(seen(FIRST, "bb", NOW), "aa", NOW);
    assertThat(back.lines(false)).containsExactly("default #bb");
  }

  @Test
  void keepTheLastOneWhileTheSecretHasNone() {
    ApplicationLogins empty = FIRST.seen("default", Optional.empty(), true, NOW);
    assertThat(empty).isEqualTo(FIRST);
    assertThat(empty.lines(true)).containsExactly("default #aa");
  }

  /** Else each failover locks out those who do not have the new name yet. */
  @Test
  void areThoseOfTheUserBeforeToo() {
    ApplicationLogins other =
        seen(FIRST, "bb", NOW).seen("shop", Optional.of("bb"), false, NOW.plusSeconds(1));
    assertThat(other.user()).isEqualTo("shop");
    assertThat(other.digest()).isEqualTo("bb");
    assertThat(other.lines(false)).containsExactly("default #bb", "default #aa");
    assertThat(ApplicationLogins.of(other.stored())).isEqualTo(other);
    ApplicationLogins third = other.seen("shop", Optional.of("cc"), true, NOW.plusSeconds(2));
    assertThat(third.stored())
        .containsEntry("auth-former", "bb")
        .containsEntry("auth-former-users", "default #bb\ndefault #aa");
    ApplicationLogins taken = third.seen("shop", Optional.of("cc"), true, NOW.plusSeconds(3));
    assertThat(taken.seen("shop", Optional.of("cc"), true, NOW.plusSeconds(700)).lines(false))
        .isEmpty();
  }

  @Test
  void keepTheLastUserWhileTheSecretHasNoPassword() {
    ApplicationLogins empty = FIRST.seen("shop", Optional.empty(), true, NOW);
    assertThat(empty).isEqualTo(FIRST);
  }

  @Test
  void areTheSameAfterARestart() {
    ApplicationLogins second = seen(FIRST, "bb", NOW);
    assertThat(ApplicationLogins.of(second.stored())).isEqualTo(second);
    assertThat(second.toString()).doesNotContain("aa").doesNotContain("bb");
  }

  private static ApplicationLogins seen(ApplicationLogins before, String digest, Instant now) {
    return before.seen("default", Optional.of(digest), true, now);
  }
}
