package io.redisfailover.bench.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.bench.machine.Machine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of a soak test.
 *
 * @param minutes how long faults were to come
 * @param seed of the faults
 * @param persistence how the servers kept their data
 * @param machine the machine it ran on
 * @param skippedSteps steps that this machine could not do
 * @param rounds every round
 * @param processes the processes that lived long enough to be compared
 * @param findings a sentence for each violation, with its round
 */
record SoakReport(
    int minutes,
    long seed,
    String persistence,
    Machine machine,
    int skippedSteps,
    List<RoundResult> rounds,
    List<ProcessFootprint> processes,
    List<String> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  SoakReport {
    rounds = List.copyOf(rounds);
    processes = List.copyOf(processes);
    findings = List.copyOf(findings);
  }

  /** {@return it as JSON, one round per line} */
  String json() {
    return """
    {"minutes": %d, "seed": %d, "persistence": "%s",
     "machine": %s,
     "skippedSteps": %d,
     "findings": %s,
     "processes": %s,
     "rounds": [
    %s
    ]}
    """
        .formatted(
            minutes,
            seed,
            persistence,
            json(machine),
            skippedSteps,
            json(findings),
            json(processes),
            rounds.stream().map(SoakReport::json).collect(Collectors.joining(",\n")));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@return the summary, in lines} */
  String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d rounds, %d skipped; %d role changes; %d acknowledged writes, %d lost (%d allowed)%n"
            .formatted(
                rounds.size(),
                skippedSteps,
                rounds.stream().mapToInt(RoundResult::roleChanges).sum(),
                rounds.stream().mapToLong(RoundResult::acknowledged).sum(),
                rounds.stream().mapToInt(RoundResult::lost).sum(),
                rounds.stream().mapToInt(RoundResult::allowed).sum()));
    processes.forEach(it -> text.append(it.inWords()).append('\n'));
    findings.forEach(finding -> text.append("FINDING ").append(finding).append('\n'));
    return text.toString();
  }
}
