package io.redisfailover.proxy.log;

import io.redisfailover.proxy.config.Syslog;

/**
 * A change of a server or of the route.
 *
 * @param level how severe it is
 * @param line the line, in HAProxy's words where it has some; printable, without a secret
 */
public record LogEvent(Syslog.Level level, String line) implements LogEntry {}
