package io.redisfailover.proxy.log;

import io.redisfailover.proxy.config.Syslog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the lines of the access log go. Used by one thread. */
interface LogSink extends AutoCloseable {
  /**
   * Takes the line of a session.
   *
   * @throws IOException when it could not be handed on; it is lost
   */
  void take(String line) throws IOException;

  /** The same for a line of that level. */
  default void take(Syslog.Level level, String line) throws IOException {
    take(line);
  }

  @Override
  default void close() {}

  /** {@return the log of the process} */
  static LogSink ofTheProcess() {
    Logger log = LoggerFactory.getLogger("redisfailover.access");
    return line -> log.info("{}", line);
  }

  /** {@return datagrams to a syslog server} */
  static LogSink syslog(Syslog syslog, InstantSource clock, ZoneId zone) {
    return new Datagrams(
        syslog,
        new SyslogHeader(
            syslog,
            syslog.form() == Syslog.Form.RFC5424 ? hostName() : "-",
            ProcessHandle.current().pid(),
            zone),
        clock);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "-";
    }
  }

  /**
   * One datagram for each line; the socket is opened for the first one, and anew after an error.
   */
  final class Datagrams implements LogSink {
    private final Syslog syslog;
    private final SyslogHeader header;
    private final InstantSource clock;
    private Optional<SyslogSocket> socket = Optional.empty();

    private Datagrams(Syslog syslog, SyslogHeader header, InstantSource clock) {
      this.syslog = syslog;
      this.header = header;
      this.clock = clock;
    }

    @Override
    public void take(String line) throws IOException {
      take(Syslog.Level.INFO, line);
    }

    @Override
    public void take(Syslog.Level level, String line) throws IOException {
      try {
        if (socket.isEmpty()) {
          socket = Optional.of(SyslogSocket.open(syslog.address()));
        }
        socket
            .get()
            .send(header.with(level, line, clock.instant()).getBytes(StandardCharsets.UTF_8));
      } catch (IOException failure) {
        close();
        throw failure;
      }
    }

    @Override
    public void close() {
      try {
        if (socket.isPresent()) {
          socket.get().close();
        }
      } catch (IOException failure) {
        LoggerFactory.getLogger(LogSink.class).debug("Failed to close a socket", failure);
      } finally {
        socket = Optional.empty();
      }
    }
  }
}
