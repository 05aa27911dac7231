package io.redisfailover.proxy.check;

/**
 * The verdict of one check. The names are HAProxy's codes, as they stand in its CSV column {@code
 * check_status}; programs that read HAProxy know them.
 */
public enum CheckStatus {
  /** No check: as many connections of clients failed in a row as count for a failed check. */
  HANA("Health analyze", false),
  /** The connection broke before the server sent anything that could be judged. */
  SOCKERR("Socket error", false),
  /** Connected; the script expects no answer. */
  L4OK("Layer4 check passed", true),
  /** No connection within the time of the check. */
  L4TOUT("Layer4 timeout", false),
  /** The connection was refused, or there is no way to the server. */
  L4CON("Layer4 connection problem", false),
  /** Passed, by an {@code ok-status}. */
  L6OK("Layer6 check passed", true),
  /** An expected answer did not arrive in time, by a {@code tout-status}. */
  L6TOUT("Layer6 timeout", false),
  /** Other content, by an {@code error-status}. */
  L6RSP("Layer6 invalid response", false),
  /** Every expected answer arrived. */
  L7OK("Layer7 check passed", true),
  /** Passed, but the server shall take no new clients: HAProxy's {@code NOLB}. */
  L7OKC("Layer7 check conditionally passed", true),
  /** An expected answer did not arrive within the time of the check. */
  L7TOUT("Layer7 timeout", false),
  /** The answer cannot become the expected one any more. */
  L7RSP("Layer7 invalid response", false),
  /** The answer says that the server is not well, by an {@code error-status}. */
  L7STS("Layer7 wrong status", false);

  private final String description;
  private final boolean passed;

  CheckStatus(String description, boolean passed) {
    this.description = description;
    this.passed = passed;
  }

  /** {@return HAProxy's words for it, as in its CSV column {@code check_desc}} */
  public String description() {
    return description;
  }

  /** {@return whether HAProxy shows a {@code check_code} with it} */
  public boolean hasCode() {
    return this == L7OK || this == L7OKC || this == L7STS;
  }

  /** {@return whether the server passed} */
  public boolean passed() {
    return passed;
  }
}
