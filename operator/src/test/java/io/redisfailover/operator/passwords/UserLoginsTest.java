package io.redisfailover.operator.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which passwords of the further users are valid. */
class UserLoginsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String SHOP = "shop@eu.example";

  private static final UserLogins FIRST =
      UserLogins.of(Map.of())
          .seen(Map.of(SHOP, Optional.of(ONE), "reports", Optional.of(ONE)), true, NOW);

  private static final UserLogins CHANGED =
      FIRST.seen(Map.of(SHOP, Optional.of(TWO), "reports", Optional.of(ONE)), true, NOW);

  /** All servers have what changed. */
  private static final UserLogins TAKEN =
      CHANGED.seen(Map.of(SHOP, Optional.of(TWO), "reports", Optional.of(ONE)), true, NOW);

  @Test
  void areThoseOfEachUserByItself() {
    assertThat(FIRST.hasFormer()).isFalse();
    assertThat(CHANGED.valid(SHOP)).containsExactly(TWO, ONE);
    assertThat(CHANGED.valid("reports")).containsExactly(ONE);
    assertThat(CHANGED.valid("nobody")).isEmpty();
    assertThat(CHANGED.hasFormer()).isTrue();
    UserLogins later =
        TAKEN.seen(
            Map.of(SHOP, Optional.of(TWO), "reports", Optional.of(ONE)),
            true,
            NOW.plusSeconds(600));
    assertThat(later.valid(SHOP)).containsExactly(TWO);
    assertThat(later.hasFormer()).isFalse();
  }

  @Test
  void stayWhereASecretIsMissing() {
    UserLogins seen =
        CHANGED.seen(Map.of(SHOP, Optional.empty(), "new", Optional.empty()), true, NOW);
    assertThat(seen.valid(SHOP)).containsExactly(TWO, ONE);
    assertThat(seen.users()).as("one without a password is none").containsOnlyKeys(SHOP);
  }

  @Test
  void areForgottenWithTheirUser() {
    UserLogins without = CHANGED.seen(Map.of("reports", Optional.of(ONE)), true, NOW);
    assertThat(without.users()).containsOnlyKeys("reports");
    assertThat(without.seen(Map.of(SHOP, Optional.of(TWO)), true, NOW).valid(SHOP))
        .containsExactly(TWO);
  }

  @Test
  void areTheSameAfterARestart() {
    assertThat(UserLogins.of(CHANGED.stored())).isEqualTo(CHANGED);
    assertThat(UserLogins.of(FIRST.stored())).isEqualTo(FIRST);
    assertThat(UserLogins.of(TAKEN.stored())).isEqualTo(TAKEN).isNotEqualTo(CHANGED);
    assertThat(UserLogins.of(Map.of()).stored()).isEmpty();
    assertThat(CHANGED.stored().keySet())
        .as("keys of a Secret")
        .allMatch(key -> !key.contains("@"));
  }

  /** A server does not start with a digest that is none. */
  @Test
  void leaveOutALineThatIsNoUser() {
    String line = CHANGED.stored().values().iterator().next().lines().findFirst().orElseThrow();
    String damaged = "shop\nshop 2026\nother 2026 " + ONE + " +@all\n" + line;
    assertThat(UserLogins.of(Map.of("users", damaged)).users()).containsOnlyKeys("reports");
  }

  @Test
  void areNotShown() {
    assertThat(CHANGED.toString()).contains(SHOP).doesNotContain(ONE).doesNotContain(TWO);
  }
}
