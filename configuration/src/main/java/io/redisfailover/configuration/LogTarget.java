package io.redisfailover.configuration;

import io.redisfailover.configuration.file.AccessLogSection;
import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.SyslogTarget;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says the settings of the access log in the words of the proxy. */
final class LogTarget {
  private static final Logger LOG = LoggerFactory.getLogger(LogTarget.class);

  private LogTarget() {}

  /**
   * Translates.
   *
   * @param section of the file
   * @throws StartException when it is a file that this process cannot write
   */
  static AccessLogSettings of(AccessLogSection section) throws StartException {
    if (section.syslog().isEmpty()) {
      if (section.file().isPresent()) {
        requireWritable(section.file().get());
      }
      return new AccessLogSettings(
          section.format(), section.skipEmpty(), Optional.empty(), section.file());
    }
    AccessLogSection.SyslogSection syslog = section.syslog().get();
    SocketAddress address = address(SyslogTarget.parse(syslog.address()).orElseThrow());
    return new AccessLogSettings(
        section.format(),
        section.skipEmpty(),
        Optional.of(
            new Syslog(
                address,
                syslog.facility(),
                syslog.form(),
                syslog.level(),
                syslog.healthChecks(),
                syslog.tag())));
  }

  /**
   * Requires a file that this process can write, or make. Nothing is written.
   *
   * @return the file
   * @throws StartException when it cannot
   */
  static Path requireWritable(Path file) throws StartException {
    Path folder =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    if (!Files.isDirectory(folder)) {
      throw unwritable(file, "the folder does not exist", "make it, or correct the path");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unwritable(file, "it is no regular file", "use another path");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw unwritable(file, "permission denied", "correct the path or its permissions");
    }
    return file;
  }

  private static StartException unwritable(Path file, String why, String remedy) {
    return new StartException(
        "accessLog.file", "%s cannot be written (%s); %s.".formatted(file, why, remedy));
  }

  private static SocketAddress address(SyslogTarget target) {
    return switch (target) {
      case SyslogTarget.Local(Path path) -> UnixDomainSocketAddress.of(path);
      case SyslogTarget.Network(HostPort named) -> address(named);
    };
  }

  /** A log that is away keeps no client waiting: its name is looked up again for each line. */
  private static SocketAddress address(HostPort named) {
    InetSocketAddress address = new InetSocketAddress(named.host(), named.port());
    if (address.isUnresolved()) {
      LOG.warn(
          "accessLog.syslog.address: {} has no address, and lines are lost until it has one;"
              + " correct the name, or set an IP address.",
          named.host());
    }
    return address;
  }
}
