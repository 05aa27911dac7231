package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a look into a text, and which exemptions are needed. */
class TextRuleTest {
  private static final JavaClasses HERE = new ClassFileImporter().importClasses(TextRuleTest.class);

  private static final DescribedPredicate<JavaAccess<?>> LOOKS =
      TextRule.SEARCHES_TEXT.or(TextRule.TAKES_TEXT_APART);

  private static final Set<String> SELF = Set.of(TextRuleTest.class.getName());

  @ParameterizedTest
  @ValueSource(
      classes = {
        Cuts.class,
        Replaces.class,
        Orders.class,
        Refers.class,
        Builds.class,
        Sequences.class,
        Tries.class,
        Groups.class,
        Scans.class,
        Tokens.class,
      })
  void findsALook(Class<?> type) {
    assertThat(isFound(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {Compares.class, Writes.class})
  void letsEverythingElsePass(Class<?> type) {
    assertThat(isFound(type)).isFalse();
  }

  @Test
  void aWriterTakesApartAndSearchesNothing() {
    assertThat(accesses(Replaces.class)).noneMatch(TextRule.SEARCHES_TEXT);
    assertThat(accesses(Builds.class)).noneMatch(TextRule.TAKES_TEXT_APART);
  }

  @Test
  void anExemptionIsStaleWithoutAClassOrALook() {
    JavaClasses looking = new ClassFileImporter().importClasses(TextRuleTest.class, Cuts.class);
    String gone = TextRuleTest.class.getName() + "OfOld";

    assertThat(Exemptions.stale(looking, SELF, LOOKS)).isEmpty();
    assertThat(Exemptions.stale(looking, Set.of(gone, "TextRuleTest"), LOOKS))
        .containsExactlyInAnyOrder(gone, "TextRuleTest");
    assertThat(Exemptions.stale(HERE, SELF, LOOKS)).isEqualTo(SELF);
  }

  private static boolean isFound(Class<?> type) {
    return accesses(type).stream().anyMatch(LOOKS);
  }

  private static Set<JavaAccess<?>> accesses(Class<?> type) {
    return new ClassFileImporter().importClasses(type).get(type).getAccessesFromSelf();
  }

  record Cuts(String why) {
    String head() {
      return why.substring(0, 1);
    }
  }

  record Replaces(String why) {
    boolean isOther() {
      return !why.replace("closed", "").equals(why);
    }
  }

  record Orders(String why) {
    boolean isFirst() {
      return why.compareTo("closed") == 0;
    }
  }

  record Refers(List<String> reasons) {
    boolean isClosed() {
      return reasons.stream().anyMatch("closed"::contentEquals);
    }
  }

  record Builds(StringBuilder why) {
    boolean isClosed() {
      return why.indexOf("closed") >= 0;
    }
  }

  record Sequences(CharSequence why) {
    char head() {
      return why.charAt(0);
    }
  }

  record Tries(Pattern closed) {
    Predicate<String> rule() {
      return closed.asMatchPredicate();
    }
  }

  record Groups(MatchResult found) {
    String head() {
      return found.group();
    }
  }

  record Scans(String why) {
    String head() {
      try (Scanner scanner = new Scanner(why)) {
        return scanner.next();
      }
    }
  }

  record Tokens(String why) {
    String head() {
      return new StringTokenizer(why).nextToken();
    }
  }

  record Compares(String why) {
    boolean isTheSameAs(Compares other) {
      return why.equals(other.why) && !why.isEmpty();
    }
  }

  record Writes(String why) {
    String line(Function<String, String> paint) {
      return paint.apply(why.strip()) + why.length();
    }
  }
}
