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

  /** {@return the line behind its header, with a line end as HAProxy sends it} */
  String with(Syslog.Level level, String line, Instant now) {
    return header(syslog.facility().number() * 8 + level.number(), now) + line + "\n";
  }

  private String header(int priority, Instant now) {
    return switch (syslog.form()) {
      case RFC3164 ->
          "<%d>%s %s[%d]: "
              .formatted(priority, LOCAL_TIME.format(now.atZone(zone)), syslog.tag(), process);
      case RFC5424 ->
          "<%d>1 %s %s %s %d - - "
              .formatted(
                  priority,
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                      now.truncatedTo(ChronoUnit.MICROS).atZone(zone)),
                  host,
                  syslog.tag(),
                  process);
    };
  }
}
