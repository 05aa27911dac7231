package io.redisfailover.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that come at the same time.
 *
 * @param faults one, or two of which one is the death of a proxy or a stall of some
 */
record Step(List<Fault> faults) {
  Step {
    faults = List.copyOf(faults);
  }

  /** {@return how many acknowledged writes it may cost each connection} */
  int costsPerConnection() {
    return faults.stream().mapToInt(Fault::costsPerConnection).sum();
  }

  /** {@return whether another server may be active afterwards} */
  boolean mayMoveClients() {
    return faults.stream().anyMatch(Fault::mayMoveClients);
  }

  /** {@return whether nothing fails in it} */
  boolean isDisturbance() {
    return faults.stream().allMatch(Fault::isDisturbance);
  }

  /** {@return for how long the active server answers nobody, though nothing fails} */
  Duration silence() {
    return faults.stream().map(Fault::silence).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /**
   * {@return a pause of the active server after which it goes on; zero when it may not go on, or
   * not every observer sees it}
   */
  Duration teaches() {
    if (faults.stream().anyMatch(Fault.StallProxies.class::isInstance)) {
      return Duration.ZERO;
    }
    return faults.stream().map(Fault::teaches).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** {@return whether it needs a disk that can be stalled} */
  boolean needsDisks() {
    return faults.stream().anyMatch(Fault.DiskStall.class::isInstance);
  }

  /** {@return it in words} */
  String inWords() {
    return faults.stream().map(Fault::inWords).collect(Collectors.joining("; at the same time "));
  }
}
