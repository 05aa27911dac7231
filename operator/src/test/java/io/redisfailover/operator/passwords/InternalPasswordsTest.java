package io.redisfailover.operator.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.passwords.InternalPasswords.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a password changes while everything runs that uses it. */
class InternalPasswordsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String WORD = "word";
  private static final String KEY = "key";

  /** A password, and a key whose former values stay. */
  private static final InternalPasswords.Keys KEYS =
      new InternalPasswords.Keys() {
        @Override
        public Set<String> all() {
          return Set.of(WORD, KEY);
        }

        @Override
        public Optional<String> fault(String key, String text) {
          return text.startsWith("bad") ? Optional.of("is bad") : Optional.empty();
        }

        @Override
        public boolean keepsFormer(String key) {
          return key.equals(KEY);
        }
      };

  private static final InternalPasswords SETTLED = of(Map.of(WORD, "a", KEY, "k"));

  @Test
  void areMadeWhereThereHaveNeverBeenAny() {
    InternalPasswords made = edited(of(Map.of()), Map.of());
    assertThat(made.texts()).isEqualTo(Map.of(WORD, "random", KEY, "random"));
    assertThat(made.stage()).isEqualTo(Stage.SETTLED);
  }

  @Test
  void comeBackAsTheyWereWhenTheSecretIsDeletedOrEmptied() {
    assertThat(edited(SETTLED, Map.of())).isEqualTo(SETTLED);
    assertThat(edited(SETTLED, Map.of(WORD, " ", KEY, "k"))).isEqualTo(SETTLED);
    assertThat(edited(SETTLED, Map.of(WORD, "bad", KEY, "k"))).isEqualTo(SETTLED);
  }

  @Test
  void areAcceptedEverywhereBeforeTheyAreUsedAndUsedBeforeTheFormerOnesAreTakenAway() {
    InternalPasswords spreading = edited(SETTLED, Map.of(WORD, "b", KEY, "l"));
    assertThat(spreading.texts()).isEqualTo(Map.of(WORD, "a\nb", KEY, "k\nl"));
    assertThat(spreading.used(WORD)).contains("a");
    assertThat(spreading.newest(WORD)).contains("b");
    Instant spread = NOW.plus(InternalPasswords.SPREAD);
    assertThat(spreading.advanced(false, KEYS, spread)).isEqualTo(spreading);
    assertThat(spreading.advanced(true, KEYS, spread.minusMillis(1))).isEqualTo(spreading);
    InternalPasswords replacing = spreading.advanced(true, KEYS, spread);
    assertThat(replacing.texts()).isEqualTo(Map.of(WORD, "b\na", KEY, "l\nk"));
    Instant replaced = spread.plus(InternalPasswords.REPLACE);
    assertThat(replacing.advanced(true, KEYS, replaced.minusMillis(1))).isEqualTo(replacing);
    assertThat(replacing.advanced(false, KEYS, replaced)).isEqualTo(replacing);
    InternalPasswords settled = replacing.advanced(true, KEYS, replaced);
    assertThat(settled.texts()).isEqualTo(Map.of(WORD, "b", KEY, "l\nk"));
    assertThat(settled.stage()).isEqualTo(Stage.SETTLED);
    assertThat(settled.toString()).doesNotContain("b\n").doesNotContain("[b]");
  }

  @Test
  void areNotTakenForEditedWhereOnlyOneOfTheTwoSecretsWasWritten() {
    InternalPasswords spreading = edited(SETTLED, Map.of(WORD, "b", KEY, "k"));
    InternalPasswords replacing =
        spreading.advanced(true, KEYS, NOW.plus(InternalPasswords.SPREAD));
    assertThat(edited(spreading, replacing.texts())).isEqualTo(spreading);
    assertThat(edited(SETTLED, spreading.texts())).isEqualTo(spreading);
    InternalPasswords settled =
        replacing.advanced(true, KEYS, NOW.plus(InternalPasswords.SPREAD.multipliedBy(9)));
    assertThat(edited(replacing, settled.texts())).isEqualTo(replacing);
  }

  @Test
  void goBackToTheFormerOneAtAnyTime() {
    InternalPasswords spreading = edited(SETTLED, Map.of(WORD, "b", KEY, "k"));
    InternalPasswords takenBack = edited(spreading, Map.of(WORD, "a", KEY, "k"));
    assertThat(takenBack.used(WORD)).contains("a");
    assertThat(takenBack.changing()).isEmpty();
    InternalPasswords replacing =
        spreading.advanced(true, KEYS, NOW.plus(InternalPasswords.SPREAD));
    InternalPasswords back = edited(replacing, Map.of(WORD, "a", KEY, "k"));
    assertThat(back.texts()).containsEntry(WORD, "b\na");
    assertThat(back.newest(WORD)).contains("a");
    assertThat(back.stage()).isEqualTo(Stage.SPREADING);
  }

  @Test
  void doNotSwapAKeyTwiceWhenAnotherOneIsChangedMeanwhile() {
    InternalPasswords replacing =
        edited(SETTLED, Map.of(WORD, "b", KEY, "k"))
            .advanced(true, KEYS, NOW.plus(InternalPasswords.SPREAD));
    InternalPasswords both = edited(replacing, Map.of(WORD, "b\na", KEY, "l"));
    InternalPasswords next = both.advanced(true, KEYS, NOW.plus(InternalPasswords.SPREAD));
    assertThat(next.texts()).isEqualTo(Map.of(WORD, "b\na", KEY, "l\nk"));
    assertThat(next.advanced(true, KEYS, NOW.plusSeconds(3600)).texts())
        .isEqualTo(Map.of(WORD, "b", KEY, "l\nk"));
  }

  @Test
  void goBackToTheFirstOneOfSeveralAlso() {
    InternalPasswords former = of(Map.of(WORD, "a", KEY, "k2\nk1"));
    InternalPasswords spreading = edited(former, Map.of(WORD, "a", KEY, "k3"));
    assertThat(spreading.texts()).containsEntry(KEY, "k2\nk3\nk1");
    InternalPasswords back = edited(spreading, Map.of(WORD, "a", KEY, "k2\nk1"));
    assertThat(back.changing()).isEmpty();
    assertThat(back.used(KEY)).contains("k2");
  }

  /** One that is known to others must not be believed for ever. */
  @Test
  void forgetAFormerOneThatSomebodyRemoves() {
    InternalPasswords former = of(Map.of(WORD, "a", KEY, "k2\nk1"));
    InternalPasswords shorter = edited(former, Map.of(WORD, "a", KEY, "k2"));
    assertThat(shorter.texts()).containsEntry(KEY, "k2");
    assertThat(shorter.stage()).isEqualTo(Stage.SETTLED);
  }

  @Test
  void endAChangeOfWhichTheStoredHalfIsLost() {
    InternalPasswords found = of(Map.of(WORD, "b\na", KEY, "k"));
    assertThat(found.stage()).isEqualTo(Stage.REPLACING);
    assertThat(found.advanced(true, KEYS, NOW).texts()).containsEntry(WORD, "b");
    InternalPasswords spreading = edited(SETTLED, Map.of(WORD, "b", KEY, "k"));
    Map<String, String> damaged = new HashMap<>(spreading.stored());
    damaged.put(WORD, "");
    assertThat(InternalPasswords.of(damaged, Map.of(WORD, "a"), KEYS).newest(WORD)).contains("a");
  }

  @Test
  void leaveOutWhatCannotBeOne() {
    assertThat(of(Map.of(KEY, "bad\nk")).texts()).containsEntry(KEY, "k");
  }

  @Test
  void sayWhichValuesOfTheSecretCannotBeOnes() {
    assertThat(rejected(SETTLED, Map.of(WORD, "b\n", KEY, " "))).isEmpty();
    assertThat(rejected(SETTLED, SETTLED.texts())).isEmpty();
    assertThat(rejected(SETTLED, Map.of(WORD, "bad", KEY, "k"))).isEqualTo(Map.of(WORD, "is bad"));
    Map<String, String> further = Map.of(WORD, "a\nb\nbad", KEY, "bad\nk");
    assertThat(rejected(SETTLED, further)).containsOnlyKeys(WORD, KEY);
    assertThat(edited(SETTLED, further).texts()).isEqualTo(Map.of(WORD, "a\nb", KEY, "k"));
    assertThat(rejected(of(Map.of()), Map.of(WORD, "bad"))).containsOnlyKeys(WORD);
  }

  private static Map<String, String> rejected(
      InternalPasswords passwords, Map<String, String> secret) {
    return passwords.rejected(secret, KEYS);
  }

  @Test
  void areTheSameAfterARestart() {
    InternalPasswords spreading = edited(SETTLED, Map.of(WORD, "b", KEY, "k"));
    assertThat(InternalPasswords.of(spreading.stored(), Map.of(), KEYS)).isEqualTo(spreading);
    assertThat(InternalPasswords.of(SETTLED.stored(), Map.of(), KEYS)).isEqualTo(SETTLED);
  }

  /**
   * Whoever has a file of one state meets whoever has a file of the state before or after it, as
   * pods do that follow a Secret one after the other; whatever is edited meanwhile.
   */
  @Test
  void letEachNeighbourInWhateverIsEditedAndWhenever() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      InternalPasswords before = SETTLED;
      Instant now = NOW;
      List<String> said = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        now = now.plusSeconds(random.nextInt(25));
        Map<String, String> secret =
            random.nextInt(3) == 0 ? Map.of(WORD, "p" + random.nextInt(4)) : before.texts();
        InternalPasswords after =
            before
                .edited(secret, KEYS, () -> "random", now)
                .advanced(random.nextBoolean(), KEYS, now);
        said.add(after.texts() + " " + after.stage());
        assertThat(lines(after)).as("seed %d: %s", seed, said).contains(first(before));
        assertThat(lines(before)).as("seed %d: %s", seed, said).contains(first(after));
        assertThat(new HashSet<>(lines(after))).hasSameSizeAs(lines(after));
        assertThat(lines(after)).hasSizeLessThanOrEqualTo(InternalPasswords.MOST);
        before = InternalPasswords.of(after.stored(), Map.of(), KEYS);
      }
      InternalPasswords last =
          before
              .edited(before.texts(), KEYS, () -> "random", now)
              .advanced(true, KEYS, now.plusSeconds(60))
              .advanced(true, KEYS, now.plusSeconds(120));
      assertThat(last.stage()).as("seed %d", seed).isEqualTo(Stage.SETTLED);
      assertThat(lines(last)).hasSize(1);
    }
  }

  private static String first(InternalPasswords passwords) {
    return passwords.used(WORD).orElseThrow();
  }

  private static List<String> lines(InternalPasswords passwords) {
    return Optional.ofNullable(passwords.lines().get(WORD)).orElseThrow();
  }

  private static InternalPasswords of(Map<String, String> secret) {
    return InternalPasswords.of(Map.of(), secret, KEYS);
  }

  private static InternalPasswords edited(InternalPasswords before, Map<String, String> secret) {
    return before.edited(secret, KEYS, () -> "random", NOW);
  }
}
