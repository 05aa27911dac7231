package io.redisfailover.proxy.stats;

/** How the proxy decides where clients go. */
public enum Mode {
  /** The standby is promoted before the first client is sent to it. */
  PROMOTE("Promote"),
  /** The proxy only routes: to the first server while its check passes, else to the second one. */
  ROUTE_ONLY("RouteOnly");

  private final String displayName;

  Mode(String displayName) {
    this.displayName = displayName;
  }

  /** {@return the word of the configuration: {@code Promote} or {@code RouteOnly}} */
  public String displayName() {
    return displayName;
  }
}
