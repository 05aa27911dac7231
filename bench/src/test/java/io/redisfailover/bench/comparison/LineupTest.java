package io.redisfailover.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.rival.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineupTest {
  @Test
  void isHaproxyAndThisBuildUnlessSaidOtherwise() {
    assertThat(lineup("", true).contenders())
        .containsExactly(Contender.HAPROXY_DEFAULT, Contender.HAPROXY_TUNED, Contender.OURS);
  }

  @Test
  void isTheOlderBuildAndThisOneWithABaseline() {
    Lineup lineup = lineup("--baseline older", false);
    assertThat(lineup.contenders()).containsExactly(Contender.BASELINE, Contender.OURS);
    assertThat(lineup.skipped()).isEmpty();
  }

  @Test
  void isEverybodyWithBoth() {
    assertThat(lineup("--rival haproxy --baseline older", true).contenders())
        .containsExactly(Contender.values());
  }

  @Test
  void saysWhoIsLeftOutWhereThereIsNoHaproxy() {
    Lineup lineup = lineup("--rival haproxy --baseline older", false);
    assertThat(lineup.contenders()).containsExactly(Contender.BASELINE, Contender.OURS);
    assertThat(lineup.skipped())
        .containsExactly(
            "haproxy-default: haproxy is not on PATH; install it with: apt install haproxy",
            "haproxy-tuned: haproxy is not on PATH; install it with: apt install haproxy");
  }

  private static Lineup lineup(String line, boolean haproxyIsHere) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    return Lineup.of(ComparisonOptions.parse(words), haproxyIsHere);
  }
}
