package io.redisfailover.operator.api.v1;

/** HAProxy's verdicts for an expectation that is not met. */
public enum ErrorStatus {
  /** Other content. */
  L7RSP,
  /** The server says that it is not well. */
  L7STS,
  /** Passed, and no new clients. */
  L7OKC,
  /** Other content, below the protocol. */
  L6RSP,
  /** No connection. */
  L4CON
}
