package io.redisfailover.operator.api.v1;

/** HAProxy's verdicts for an expectation that nothing decides in time. */
public enum TimeoutStatus {
  /** No answer. */
  L7TOUT,
  /** No answer, below the protocol. */
  L6TOUT,
  /** No connection. */
  L4TOUT
}
