package io.redisfailover.proxy.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.relay.SessionEnd;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a session that has ended is written. Safe for threads. */
interface SessionFormat {
  /** {@return the line, without its end} */
  String line(EndedSession session);

  /** {@return that of the settings, with the times of a zone} */
  static SessionFormat of(AccessLogSettings.Format format, ZoneId zone) {
    return switch (format) {
      case TCPLOG -> session -> Tcplog.line(session, zone);
      case JSON -> Json::line;
      case OFF -> session -> "";
    };
  }

  private static long millis(Optional<Duration> time) {
    return time.map(Duration::toMillis).orElse(-1L);
  }

  /** As HAProxy's {@code option tcplog}. */
  final class Tcplog {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT);
    private static final String FRONTEND = "redis";

    private Tcplog() {}

    private static String line(EndedSession session, ZoneId zone) {
      SessionEnd end = session.end();
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
              session.all(),
              session.all(),
              session.all(),
              session.onServer(),
              end.retries(),
              0,
              session.held());
    }
  }

  /** An object with the values of {@code tcplog}, and the bytes of the client. */
  final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    private static String line(EndedSession session) {
      SessionEnd end = session.end();
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("acceptedAt", end.acceptedAt().toString());
      values.put("clientAddress", end.client().getAddress().getHostAddress());
      values.put("clientPort", end.client().getPort());
      end.server().ifPresent(server -> values.put("server", server.displayName()));
      end.times().held().ifPresent(time -> values.put("heldMillis", time.toMillis()));
      end.times().connect().ifPresent(time -> values.put("connectMillis", time.toMillis()));
      values.put("totalMillis", end.times().total().toMillis());
      values.put("bytesIn", end.bytesIn());
      values.put("bytesOut", end.bytesOut());
      values.put("termination", "" + end.reason().letter() + end.phase().letter());
      values.put("reason", end.reason().name());
      values.put("retries", end.retries());
      values.put("sessions", session.all());
      values.put("sessionsOnServer", session.onServer());
      values.put("held", session.held());
      try {
        return JSON.writeValueAsString(values);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
