package io.redisfailover.proxy.log;

import io.redisfailover.proxy.config.Syslog;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a line to syslog begins with.
 *
 * @param syslog where it goes
 * @param host the name of this machine
 * @param process the process
 * @param zone the zone of its times
 */
record SyslogHeader(Syslog syslog, String host, long process, ZoneId zone) {
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  /** {@return the line behind its header} */
  String with(Syslog.Level level, String line, Instant now) {
    int priority = syslog.facility().number() * 8 + level.number();
    return switch (syslog.form()) {
      case RFC3164 ->
          "<%d>%s %s[%d]: %s"
              .formatted(
                  priority, LOCAL_TIME.format(now.atZone(zone)), syslog.tag(), process, line);
      case RFC5424 ->
          "<%d>1 %s %s %s %d - - %s"
              .formatted(
                  priority,
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                      now.truncatedTo(ChronoUnit.MICROS).atZone(zone)),
                  host,
                  syslog.tag(),
                  process,
                  line);
    };
  }
}
