package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ClientsResult;
import java.util.List;

/** Which of the two pauses of a run. */
enum Pause {
  /** From the blow on. */
  FAULT("fault") {
    @Override
    List<Integer> of(ClientsResult clients) {
      return clients.faultMillis();
    }
  },
  /** From the start of the returned server on. */
  WAY_BACK("way back") {
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
