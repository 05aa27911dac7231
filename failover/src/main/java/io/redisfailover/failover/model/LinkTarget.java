package io.redisfailover.failover.model;

/** Whom a replica follows. */
public enum LinkTarget {
  /**
   * Nobody: the server is parked. It keeps its data, answers, refuses writes, and feeds the replica
   * that it had, but takes in no data of anybody.
   */
  PARKING,
  /** The other one of the two servers. */
  PEER,
  /** Itself, a server that is not ours, or an address of which nobody knows whose it is. */
  FOREIGN;

  /** Host of the address that nobody listens on and that means "parked". */
  public static final String PARKING_HOST = "127.0.0.1";

  /** Port of the address that nobody listens on and that means "parked". */
  public static final int PARKING_PORT = 1;
}
