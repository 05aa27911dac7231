package io.redisfailover.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<Contender> ALL =
      List.of(Contender.HAPROXY_DEFAULT, Contender.HAPROXY_TUNED, Contender.OURS);

  @Test
  void letsEveryContenderMeetEveryScenarioOnceInEachRound() {
    List<Schedule.Item> items = Schedule.of(Scenario.all(), ALL, 4, 1);
    assertThat(items).hasSize(5 * 3 * 4);
    assertThat(items)
        .extracting(item -> item.scenario().text() + item.contender().text() + item.round())
        .doesNotHaveDuplicates();
  }

  @Test
  void letsEveryContenderRehearseOnce() {
    List<Schedule.Item> items = Schedule.of(Scenario.all(), ALL, 2, 1);
    assertThat(Schedule.rehearsal(items))
        .extracting(Schedule.Item::contender)
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void letsADifferentContenderBeginInEachRound() {
    List<Schedule.Item> items = Schedule.of(List.of(Scenario.STOP), ALL, 3, 1);
    assertThat(List.of(items.get(0), items.get(3), items.get(6)))
        .extracting(Schedule.Item::contender)
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void playsBothBuildsInTurnsAndLetsEachBeginAsOften() {
    List<Contender> both = List.of(Contender.BASELINE, Contender.OURS);
    for (Scenario scenario : Scenario.all()) {
      List<Contender> order =
          Schedule.of(Scenario.all(), both, 10, 1).stream()
              .filter(item -> item.scenario() == scenario)
              .map(Schedule.Item::contender)
              .toList();
      assertThat(order).hasSize(20);
      for (int round = 0; round < 10; round++) {
        assertThat(order.subList(2 * round, 2 * round + 2))
            .containsExactlyInAnyOrderElementsOf(both);
      }
      assertThat(IntStream.range(0, 10).mapToObj(round -> order.get(2 * round)))
          .filteredOn(Contender.BASELINE::equals)
          .hasSize(5);
    }
  }

  @Test
  void strikesAllContendersOfARoundAtTheSameMoment() {
    List<Schedule.Item> items = Schedule.of(List.of(Scenario.STOP), ALL, 2, 1);
    assertThat(items.subList(0, 3)).extracting(Schedule.Item::phaseMillis).containsOnly(985);
    assertThat(items.subList(3, 6)).extracting(Schedule.Item::phaseMillis).containsOnly(588);
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(Schedule.of(Scenario.all(), ALL, 5, 42))
        .isEqualTo(Schedule.of(Scenario.all(), ALL, 5, 42))
        .isNotEqualTo(Schedule.of(Scenario.all(), ALL, 5, 43));
  }
}
