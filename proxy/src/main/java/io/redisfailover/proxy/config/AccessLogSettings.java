package io.redisfailover.proxy.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the access log holds, and where it goes.
 *
 * @param format how a session is written
 * @param skipEmpty whether sessions in which neither side sent a byte are left out, as those of
 *     monitors and scanners are
 * @param syslog where the lines go instead of the log of the process
 * @param file a file that the lines of sessions go to instead of both; absent for none
 */
public record AccessLogSettings(
    Format format, boolean skipEmpty, Optional<Syslog> syslog, Optional<Path> file) {
  /** One without a file. */
  public AccessLogSettings(Format format, boolean skipEmpty, Optional<Syslog> syslog) {
    this(format, skipEmpty, syslog, Optional.empty());
  }

  /** Each session in HAProxy's form, in the log of the process. */
  public static final AccessLogSettings DEFAULT =
      new AccessLogSettings(Format.TCPLOG, false, Optional.empty());

  /** {@return where the lines go, in a word; absent for the log of the process} */
  public Optional<String> target() {
    return syslog.map(it -> it.address().toString()).or(() -> file.map(Path::toString));
  }

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
