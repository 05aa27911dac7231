package io.redisfailover.bench.result;

import java.util.List;

/**
 * The pauses of one kind of fault.
 *
 * @param fault which
 * @param times how often it came
 * @param millis the pause of each writer each time
 */
public record FaultPauses(Bar fault, int times, List<Integer> millis) {
  /** Copies the list. */
  public FaultPauses {
    millis = List.copyOf(millis);
  }
}
