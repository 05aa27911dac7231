package io.redisfailover.failover.command;

/**
 * The names that our connections give themselves with {@code CLIENT SETNAME} before anything else,
 * so that the other party can find and close them ({@link Lockout}).
 */
public enum ConnectionName {
  /** Connections of a proxy on which it watches or commands a server (not client traffic). */
  PROXY("redisfailover-proxy"),
  /** Connections of the controller. */
  CONTROLLER("redisfailover-controller");

  private final String text;

  ConnectionName(String text) {
    this.text = text;
  }

  /** {@return the name on the wire} */
  public String text() {
    return text;
  }
}
