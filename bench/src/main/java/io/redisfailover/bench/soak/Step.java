package io.redisfailover.bench.soak;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that come at the same time.
 *
 * @param faults one, or two of which one is the death of a proxy
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

  /** {@return it in words} */
  String inWords() {
    return faults.stream().map(Fault::inWords).collect(Collectors.joining("; at the same time "));
  }
}
