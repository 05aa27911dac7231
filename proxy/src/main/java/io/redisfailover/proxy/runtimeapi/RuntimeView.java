package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.stats.StatusSource;
import java.time.ZoneId;
import java.util.function.IntSupplier;

/**
 * What the commands read and change.
 *
 * @param status yields the statistics
 * @param sessions yields the sessions
 * @param administration changes what commands change
 * @param settings the sockets of the API
 * @param eventLoops threads that move bytes
 * @param sessionLimit yields the most sessions that the process may be set to
 * @param zone the zone of what is shown as a local time
 */
public record RuntimeView(
    StatusSource status,
    SessionControl sessions,
    Administration administration,
    RuntimeApiSettings settings,
    int eventLoops,
    IntSupplier sessionLimit,
    ZoneId zone) {

  /** {@return most sessions that the process may be set to} */
  int mostSessions() {
    return sessionLimit.getAsInt();
  }

  /** {@return what is told of the process, as it is now} */
  ProcessFacts process() {
    return ProcessFacts.now(eventLoops, mostSessions());
  }
}
