package io.redisfailover.proxy.log;

/** What becomes one line of the log. */
sealed interface LogEntry permits EndedSession, LogEvent {}
