package io.redisfailover.bench.comparison;

import io.redisfailover.bench.rival.Contender;
import io.redisfailover.bench.rival.HaproxyProgram;
import java.util.Arrays;
import java.util.List;

/**
 * Who takes part. Pure.
 *
 * @param contenders in the order of the tables
 * @param skipped those that were asked for and are left out, each with the reason
 */
record Lineup(List<Contender> contenders, List<String> skipped) {
  /**
   * {@return who takes part}
   *
   * @param options what was asked for
   * @param haproxyIsHere whether this machine has it
   */
  static Lineup of(ComparisonOptions options, boolean haproxyIsHere) {
    List<Contender> wanted =
        Arrays.stream(Contender.values()).filter(it -> isWanted(it, options)).toList();
    List<Contender> contenders =
        wanted.stream().filter(it -> haproxyIsHere || !it.isHaproxy()).toList();
    List<String> skipped =
        wanted.stream()
            .filter(it -> !contenders.contains(it))
            .map(it -> it.text() + ": " + HaproxyProgram.ABSENT)
            .toList();
    return new Lineup(contenders, skipped);
  }

  private static boolean isWanted(Contender contender, ComparisonOptions options) {
    return switch (contender) {
      case HAPROXY_DEFAULT, HAPROXY_TUNED -> options.rival();
      case BASELINE -> options.baseline().isPresent();
      case OURS -> true;
    };
  }
}
