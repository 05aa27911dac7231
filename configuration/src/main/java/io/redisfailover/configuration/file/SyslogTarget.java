package io.redisfailover.configuration.file;

import io.redisfailover.proxy.net.UnixSocketFile;
import java.nio.file.Path;
import java.util.Optional;

/** Where a syslog server takes datagrams. */
public sealed interface SyslogTarget {
  /**
   * An Internet address.
   *
   * @param address host and port
   */
  record Network(HostPort address) implements SyslogTarget {}

  /**
   * A Unix socket of this machine.
   *
   * @param path its file
   */
  record Local(Path path) implements SyslogTarget {}

  /** {@return the target that a text names; empty for one that is neither} */
  static Optional<SyslogTarget> parse(String text) {
    if (text.startsWith("/")) {
      return text.length() > UnixSocketFile.LONGEST_PATH || text.indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(new Local(Path.of(text)));
    }
    return HostPort.parse(text).map(Network::new);
  }
}
