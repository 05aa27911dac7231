package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for those who look for a fault explains every word that a resource says. */
class TroubleshootingPageTest {
  private final List<String> lines;

  TroubleshootingPageTest() throws Exception {
    lines = Files.readAllLines(Path.of("..", "docs", "troubleshooting.md"));
  }

  @Test
  void explainsEveryReasonOfACondition() {
    assertThat(rows(6).map(row -> word(row, 3)))
        .containsOnlyOnceElementsOf(List.of("ClientsServed", "DecisionRequired"))
        .containsAll(Arrays.stream(ConditionReason.values()).map(ConditionReason::word).toList());
  }

  @Test
  void explainsNoReasonThatThereIsNot() {
    assertThat(Arrays.stream(ConditionReason.values()).map(ConditionReason::word))
        .containsAll(rows(6).map(row -> word(row, 3)).toList());
  }

  @Test
  void explainsEveryConditionInEachOfItsStates() {
    List<String> types =
        Objects.requireNonNull(StatusBuilder.of(Given.running(), Given.CLIENTS).conditions())
            .stream()
            .map(Condition::type)
            .toList();
    for (String type : types) {
      assertThat(rows(6).filter(row -> word(row, 1).equals(type)).map(row -> word(row, 2)))
          .as(type)
          .contains("True", "False");
    }
  }

  @Test
  void explainsEveryEvent() {
    assertThat(rows(4).map(row -> word(row, 1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventReason.values()).map(EventReason::word).toList());
  }

  @Test
  void givesUpDataForADecisionOnly() {
    assertThat(rows(6).filter(row -> row[4].contains("decide") || row[5].contains("decide")))
        .allSatisfy(row -> assertThat(word(row, 3)).isEqualTo("DecisionRequired"));
  }

  /** The rows of the tables with so many columns, without their heads. */
  private Stream<String[]> rows(int columns) {
    return lines.stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .filter(row -> row.length == columns + 2);
  }

  private static String word(String[] row, int column) {
    return row[column].trim().replace("`", "");
  }
}
