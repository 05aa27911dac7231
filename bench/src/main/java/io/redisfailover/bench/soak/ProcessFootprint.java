package io.redisfailover.bench.soak;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.redisfailover.bench.condition.ProcessResources;
import java.util.List;

/**
 * The resources of one process, when it was warm and at its end.
 *
 * @param process its name
 * @param pid its process id
 * @param rounds in how many rounds it was measured
 * @param begin when it was warm
 * @param end at last
 */
record ProcessFootprint(
    String process, long pid, int rounds, ProcessResources begin, ProcessResources end) {
  /** After so many rounds everything that is created on demand exists. */
  static final int WARM_ROUNDS = 4;

  /** {@return whether it has lived long enough to be compared} */
  @JsonIgnore
  boolean isTold() {
    return rounds > WARM_ROUNDS;
  }

  /** {@return a sentence for each resource that has grown} */
  List<String> growth() {
    return isTold() ? begin.growthTo(end).stream().map(this::sentence).toList() : List.of();
  }

  private String sentence(ProcessResources.Growth growth) {
    return "%s (process %d) had %d %s and has %d after %d rounds; at most %d more are allowed."
        .formatted(
            process, pid, growth.before(), growth.what(), growth.after(), rounds, growth.spare());
  }

  /** {@return both measurements in one line} */
  String inWords() {
    return "%s (process %d, %d rounds): descriptors %d -> %d, threads %d -> %d, buffers %d -> %d KiB"
        .formatted(
            process,
            pid,
            rounds,
            begin.descriptors(),
            end.descriptors(),
            begin.threads(),
            end.threads(),
            begin.bufferBytes() >> 10,
            end.bufferBytes() >> 10);
  }
}
