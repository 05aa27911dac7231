package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ClientsResult;
import java.util.List;

/** The two pauses of a run. */
enum Pause {
  /** The pause of the fault. */
  FAULT("fault") {
    @Override
    List<Integer> of(ClientsResult clients) {
      return clients.faultMillis();
    }
  },
  /** The pause of the failback, from the restart of the first server on. */
  FAILBACK("failback") {
    @Override
    List<Integer> of(ClientsResult clients) {
      return clients.returnMillis();
    }
  };

  private final String text;

  Pause(String text) {
    this.text = text;
  }

  /** {@return its name in tables} */
  String text() {
    return text;
  }

  /** {@return that of each client, in milliseconds} */
  abstract List<Integer> of(ClientsResult clients);
}
