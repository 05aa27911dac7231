package io.redisfailover.proxy.relay;

/** When the server of a session is dialled. */
public enum DialAt {
  /** When the client is accepted, as HAProxy does. */
  ACCEPT,
  /**
   * When the first byte of the client comes: a client that says nothing takes no connection of the
   * server. Redis says nothing before it is asked.
   */
  FIRST_BYTE
}
