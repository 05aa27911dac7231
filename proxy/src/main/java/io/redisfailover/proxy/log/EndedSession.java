package io.redisfailover.proxy.log;

import io.redisfailover.proxy.relay.SessionEnd;

/**
 * A session that has ended, and how many there were then.
 *
 * @param end the session
 * @param all sessions on this proxy
 * @param onServer sessions on the server of the session that ended
 * @param held sessions that wait for the route
 */
public record EndedSession(SessionEnd end, long all, long onServer, long held)
    implements LogEntry {}
