package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.haproxy.CfgOutcome.Kind;
import io.redisfailover.configuration.yaml.Problem;
import io.redisfailover.failover.model.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what came of each directive. A line of a {@code defaults} section that several sections
 * inherit counts once. For one thread.
 */
final class CfgOutcomes {
  /** Most that are kept: the file has a largest size, and each line has few. */
  private static final int MOST_ERRORS = 100;

  private final boolean lenient;
  private final Set<CfgOutcome> all = new LinkedHashSet<>();

  /**
   * Nothing yet.
   *
   * @param lenient whether a directive that is not known is a warning only
   */
  CfgOutcomes(boolean lenient) {
    this.lenient = lenient;
  }

  void taken(int line, String directive, String meaning) {
    all.add(new CfgOutcome(line, directive, Kind.TAKEN, meaning));
  }

  void explained(int line, String directive, String meaning) {
    all.add(new CfgOutcome(line, directive, Kind.EXPLAINED, meaning));
  }

  void unknown(int line, String directive, String advice) {
    Kind kind = lenient ? Kind.WARNING : Kind.ERROR;
    String left = lenient ? " It is left out, as --lenient asks." : "";
    all.add(new CfgOutcome(line, Printable.shortened(directive), kind, advice + left));
  }

  void error(int line, String directive, String advice) {
    all.add(new CfgOutcome(line, Printable.shortened(directive), Kind.ERROR, advice));
  }

  /** {@return every outcome in the order of the file} */
  List<CfgOutcome> all() {
    return all.stream().sorted(Comparator.comparingInt(CfgOutcome::line)).toList();
  }

  /** {@return the errors as mistakes of the file: at most 100, and how many there are besides} */
  List<Problem> errors(String file) {
    List<CfgOutcome> errors =
        all().stream().filter(outcome -> outcome.kind() == Kind.ERROR).toList();
    List<Problem> problems = new ArrayList<>();
    errors.stream()
        .limit(MOST_ERRORS)
        .map(error ->
            new Problem(
                file, error.line(), 1, error.directive(), Printable.shortened(error.meaning())))
        .forEach(problems::add);
    if (errors.size() > MOST_ERRORS) {
      problems.add(Problem.further(problems.getLast(), errors.size() - MOST_ERRORS));
    }
    return problems;
  }
}
