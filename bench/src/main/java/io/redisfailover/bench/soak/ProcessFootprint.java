package io.redisfailover.bench.soak;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
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

  /**
   * Additional descriptors that are allowed: connections to servers and between processes, which
   * come and go with roles.
   */
  static final int SPARE_DESCRIPTORS = 4;

  /** Additional threads that are allowed: the JVM and its pools start some when busy. */
  static final int SPARE_THREADS = 4;

  /** Additional buffer memory that is allowed: the allocator takes and keeps it in pieces. */
  static final long SPARE_BUFFER_BYTES = 4L << 20;

  /** {@return whether it has lived long enough to be compared} */
  @JsonIgnore
  boolean isTold() {
    return rounds > WARM_ROUNDS;
  }

  /** {@return a sentence for each resource that has grown} */
  List<String> growth() {
    List<String> sentences = new ArrayList<>();
    if (isTold()) {
      compare("descriptors", begin.descriptors(), end.descriptors(), SPARE_DESCRIPTORS, sentences);
      compare("threads", begin.threads(), end.threads(), SPARE_THREADS, sentences);
      compare(
          "bytes of buffers",
          begin.bufferBytes(),
          end.bufferBytes(),
          SPARE_BUFFER_BYTES,
          sentences);
    }
    return sentences;
  }

  private void compare(String what, long before, long after, long spare, List<String> sentences) {
    if (after > before + spare) {
      sentences.add(
          "%s (process %d) had %d %s and has %d after %d rounds; at most %d more are allowed."
              .formatted(process, pid, before, what, after, rounds, spare));
    }
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
