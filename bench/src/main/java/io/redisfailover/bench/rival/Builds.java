package io.redisfailover.bench.rival;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the contenders of this project run.
 *
 * @param ours this build
 * @param baseline the older one, where it takes part
 */
public record Builds(Build ours, Optional<Build> baseline) {
  /**
   * {@return what identifies each of them, in a line of its own; one more when both are the same}
   */
  public List<String> inWords() throws IOException {
    List<String> lines = new ArrayList<>();
    Fingerprint own = Fingerprint.of(ours);
    if (baseline.isPresent()) {
      Fingerprint older = Fingerprint.of(baseline.get());
      lines.add("baseline: " + older.inWords());
      lines.add("ours: " + own.inWords());
      if (older.hash().equals(own.hash())) {
        lines.add("Both are the same build: what differs between them, the machine does.");
      }
    } else {
      lines.add("ours: " + own.inWords());
    }
    return lines;
  }
}
