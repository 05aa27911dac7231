package io.redisfailover.proxy.routing;

/** What a server may be used for by its check. */
public enum Availability {
  /** For nothing. */
  DOWN,
  /** For the sessions that it has. */
  NO_NEW_SESSIONS,
  /** For all. */
  UP
}
