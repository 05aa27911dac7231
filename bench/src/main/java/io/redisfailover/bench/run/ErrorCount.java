package io.redisfailover.bench.run;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.Workload;
import java.util.EnumMap;
import java.util.Map;

/** Failures that clients have seen in one phase. */
final class ErrorCount {
  private final Map<ClientKind, Integer> counts = new EnumMap<>(ClientKind.class);

  private ErrorCount() {}

  /** {@return those of the present phase} */
  static ErrorCount of(Workload workload) {
    ErrorCount errors = new ErrorCount();
    for (ClientKind kind : ClientKind.values()) {
      int count =
          Accounts.journals(workload.journals(), kind).stream()
              .mapToInt(Journal::errorsInPhase)
              .sum();
      errors.counts.put(kind, count);
    }
    return errors;
  }

  /** {@return those of one kind of clients} */
  int of(ClientKind kind) {
    return counts.getOrDefault(kind, 0);
  }
}
