package io.redisfailover.bench.soak;

import java.util.List;

/**
 * The result of one round.
 *
 * @param number from 1
 * @param step the faults in words
 * @param active which server is active afterwards
 * @param roleChanges how often another server became active
 * @param longestPauseMillis the longest pause of any writer
 * @param acknowledged writes with a reply
 * @param lost those of them that are lost
 * @param allowed how many may be lost
 * @param errors failed commands of all writers
 * @param findings a sentence for each violation; empty when all is well
 */
record RoundResult(
    int number,
    String step,
    String active,
    int roleChanges,
    long longestPauseMillis,
    long acknowledged,
    int lost,
    int allowed,
    int errors,
    List<String> findings) {
  RoundResult {
    findings = List.copyOf(findings);
  }

  /** {@return it in one line} */
  String inWords() {
    return "#%d %s: %s is active after %d role changes; longest pause %d ms; %d acknowledged, %d lost (%d allowed), %d errors%s"
        .formatted(
            number,
            step,
            active,
            roleChanges,
            longestPauseMillis,
            acknowledged,
            lost,
            allowed,
            errors,
            findings.isEmpty() ? "" : "; FINDING: " + String.join(" ", findings));
  }
}
