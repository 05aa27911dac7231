package io.redisfailover.operator.nodes;

/** What came of a question to an address. */
enum Answer {
  /** A connection was accepted, or refused: the kernel does both, however busy a machine is. */
  GIVEN,
  /** Nothing came in time, or the network says that there is no way to it. */
  NONE,
  /** It could not be asked: the fault is on this side, and says nothing. */
  NOT_ASKED
}
