package io.redisfailover.operator.api.v1;

/** HAProxy's verdicts for an expectation that is met. */
public enum OkStatus {
  /** Passed. */
  L7OK,
  /** Passed, and no new clients. */
  L7OKC,
  /** Passed, below the protocol. */
  L6OK,
  /** Passed, by the connection. */
  L4OK
}
