package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for those who look for a fault explains every word that a resource says. */
class TroubleshootingPageTest {
  private static final Map<ConditionStatus, String> STATUS =
      Map.of(
          ConditionStatus.TRUE, "True",
          ConditionStatus.FALSE, "False",
          ConditionStatus.UNKNOWN, "Unknown");

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

  /** A row that stands at the wrong condition explains nothing. */
  @Test
  void hasARowForEachReasonOfEachConditionInEachStateAndNoOther() {
    assertThat(rows(6).map(row -> word(row, 1) + " " + word(row, 2) + " " + word(row, 3)))
        .containsExactlyInAnyOrderElementsOf(
            States.all().stream()
                .map(it -> it.type() + " " + STATUS.get(it.status()) + " " + it.reason())
                .distinct()
                .toList());
  }

  /** What is to be seen in the message of a condition is what its row is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HandingOver | deleted or drained",
        "NoActiveServer | no server may serve",
        "NoProxyReady | no way to it, no proxy has reported",
        "DecisionRequired | data of both servers differ",
        "Paused | spec.paused, as for",
        "NameTaken | object of somebody else",
        "InvalidSpec | must be corrected, wants what cannot be",
        "RejectedByRedis | a server does not accept",
        "ApplyFailed | Kubernetes refused",
        "RolloutStuck | does not start with the new spec",
        "WritableBackup | write to the standby",
        "NotPersisted | in memory or in their pods",
        "OneNode | one node only"
      })
  void saysOfEachReasonWhatItIsAbout(String reason, String words) {
    assertThat(rows(6).filter(row -> word(row, 3).equals(reason)))
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(Arrays.stream(words.split(", ")).filter(it -> word(row, 4).contains(it)))
                .as(row[4])
                .isNotEmpty());
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
