package io.redisfailover.controlapi.supervision;

/** What depends on a part. */
public enum Weight {
  /** Clients or their data: without it the process is to be restarted, at the cost of sessions. */
  VITAL,
  /** What the process shows or tells; no session is worth a restart for it. */
  MINOR
}
