package io.redisfailover.bench.soak;

import java.util.List;

/**
 * What one phase showed.
 *
 * @param number from 1
 * @param step the faults in words
 * @param active which server is active afterwards
 * @param longestPauseMillis the longest pause of any writer
 * @param acknowledged writes with a reply
 * @param lost those of them that are gone
 * @param allowed how many may be gone
 * @param errors failures that writers have seen
 * @param findings what must not be; empty when all is well
 */
record PhaseResult(
    int number,
    String step,
    String active,
    long longestPauseMillis,
    long acknowledged,
    int lost,
    int allowed,
    int errors,
    List<String> findings) {
  PhaseResult {
    findings = List.copyOf(findings);
  }

  /** {@return it in one line} */
  String inWords() {
    return "#%d %s: %s is active; longest pause %d ms; %d acknowledged, %d lost (%d allowed), %d errors%s"
        .formatted(
            number,
            step,
            active,
            longestPauseMillis,
            acknowledged,
            lost,
            allowed,
            errors,
            findings.isEmpty() ? "" : "; FINDING: " + String.join(" ", findings));
  }
}
