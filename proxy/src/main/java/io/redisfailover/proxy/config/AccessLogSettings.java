package io.redisfailover.proxy.config;

import java.util.Optional;

/**
 * What the access log holds, and where it goes.
 *
 * @param format how a session is written
 * @param skipEmpty whether sessions in which neither side sent a byte are left out, as those of
 *     monitors and scanners are
 * @param syslog where the lines go instead of the log of the process
 */
public record AccessLogSettings(Format format, boolean skipEmpty, Optional<Syslog> syslog) {
  /** Each session in HAProxy's form, in the log of the process. */
  public static final AccessLogSettings DEFAULT =
      new AccessLogSettings(Format.TCPLOG, false, Optional.empty());

  /** How a session is written. */
  public enum Format {
    /** As HAProxy's {@code option tcplog} does. */
    TCPLOG("tcplog"),
    /** As a JSON object with the same values. */
    JSON("json"),
    /** Not at all. */
    OFF("off");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
