package io.redisfailover.proxy.config;

import java.net.SocketAddress;
import java.util.Locale;

/**
 * A syslog server that takes datagrams.
 *
 * @param address where it listens: an Internet address, or a Unix socket
 * @param facility the facility of every line
 * @param form how a line begins
 * @param level the least severe lines that go there: sessions are {@code INFO}, changes of the
 *     servers and of the route at least {@code NOTICE}
 * @param healthChecks whether each change of a check's state is a line, too
 * @param tag names the program in each line: printable ASCII without a blank
 */
public record Syslog(
    SocketAddress address,
    Facility facility,
    Form form,
    Level level,
    boolean healthChecks,
    String tag) {
  /** One that takes every line but those of checks. */
  public Syslog(SocketAddress address, Facility facility, Form form, String tag) {
    this(address, facility, form, Level.INFO, false, tag);
  }

  /** {@return whether lines of that level go there} */
  public boolean takes(Level of) {
    return of.compareTo(level) <= 0;
  }

  /** How severe a line is, the most severe first. */
  public enum Level {
    EMERG(0),
    ALERT(1),
    CRIT(2),
    ERR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    private final int number;

    Level(int number) {
      this.number = number;
    }

    /** {@return the number in the protocol, 0 to 7} */
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The facilities by the words of HAProxy. */
  public enum Facility {
    KERN(0),
    USER(1),
    MAIL(2),
    DAEMON(3),
    AUTH(4),
    SYSLOG(5),
    LPR(6),
    NEWS(7),
    UUCP(8),
    CRON(9),
    AUTH2(10),
    FTP(11),
    NTP(12),
    AUDIT(13),
    ALERT(14),
    CRON2(15),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private final int number;

    Facility(int number) {
      this.number = number;
    }

    /** {@return the number in the protocol, 0 to 23} */
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a line begins. */
  public enum Form {
    /** As HAProxy's default does: without a host, with the local time. */
    RFC3164("rfc3164"),
    /** With the time zone, the host and the process. */
    RFC5424("rfc5424");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
