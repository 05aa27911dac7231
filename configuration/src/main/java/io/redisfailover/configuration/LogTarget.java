package io.redisfailover.configuration;

import io.redisfailover.configuration.file.AccessLogSection;
import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.SyslogTarget;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
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
   */
  static AccessLogSettings of(AccessLogSection section) {
    if (section.syslog().isEmpty()) {
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
