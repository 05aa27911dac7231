package io.redisfailover.bench.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.bench.machine.Machine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run showed.
 *
 * @param minutes how long it was to be
 * @param seed of the faults
 * @param persistence how the servers kept their data
 * @param machine what it ran on
 * @param phases every phase
 * @param lives what the processes held that lived long enough
 * @param findings what must not be, each with where it was found
 */
record SoakReport(
    int minutes,
    long seed,
    String persistence,
    Machine machine,
    List<PhaseResult> phases,
    List<Life> lives,
    List<String> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  SoakReport {
    phases = List.copyOf(phases);
    lives = List.copyOf(lives);
    findings = List.copyOf(findings);
  }

  /** {@return it as JSON, one phase per line} */
  String json() {
    return """
    {"minutes": %d, "seed": %d, "persistence": "%s",
     "machine": %s,
     "findings": %s,
     "lives": %s,
     "phases": [
    %s
    ]}
    """
        .formatted(
            minutes,
            seed,
            persistence,
            json(machine),
            json(findings),
            json(lives),
            phases.stream().map(SoakReport::json).collect(Collectors.joining(",\n")));
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
        "%d faults; %d acknowledged writes, %d lost (%d allowed)%n"
            .formatted(
                phases.size(),
                phases.stream().mapToLong(PhaseResult::acknowledged).sum(),
                phases.stream().mapToInt(PhaseResult::lost).sum(),
                phases.stream().mapToInt(PhaseResult::allowed).sum()));
    lives.forEach(life -> text.append(life.inWords()).append('\n'));
    findings.forEach(finding -> text.append("FINDING ").append(finding).append('\n'));
    return text.toString();
  }
}
