package io.redisfailover.bench.soak;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process held at the beginning of its life and at the end.
 *
 * @param process its name
 * @param pid its process id
 * @param phases how many phases it was seen in
 * @param begin what it held when it was warm
 * @param end what it held at last
 */
record Life(String process, long pid, int phases, Resources begin, Resources end) {
  /** After so many phases everything that is made on demand has been made. */
  static final int WARM_PHASES = 4;

  /**
   * Descriptors that may be there more: connections to servers and between processes, which come
   * and go with roles.
   */
  static final int SPARE_DESCRIPTORS = 4;

  /** Threads that may be there more: the virtual machine and its pools start some when busy. */
  static final int SPARE_THREADS = 4;

  /** Buffer memory that may be there more: the allocator takes it in pieces and keeps some. */
  static final long SPARE_BUFFER_BYTES = 4L << 20;

  /** {@return whether it has lived long enough to be compared} */
  @JsonIgnore
  boolean isTold() {
    return phases > WARM_PHASES;
  }

  /** {@return what has grown, each in a sentence} */
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
          "%s (process %d) had %d %s and has %d after %d phases; %d more are allowed."
              .formatted(process, pid, before, what, after, phases, spare));
    }
  }

  /** {@return it in one line} */
  String inWords() {
    return "%s (process %d, %d phases): descriptors %d -> %d, threads %d -> %d, buffers %d -> %d KiB"
        .formatted(
            process,
            pid,
            phases,
            begin.descriptors(),
            end.descriptors(),
            begin.threads(),
            end.threads(),
            begin.bufferBytes() >> 10,
            end.bufferBytes() >> 10);
  }
}
