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

/** Says the settings of the access log in the words of the proxy. */
final class LogTarget {
  private LogTarget() {}

  /**
   * Translates.
   *
   * @param section of the file
   * @throws StartException when the syslog server has no address
   */
  static AccessLogSettings of(AccessLogSection section) throws StartException {
    if (section.syslog().isEmpty()) {
      return new AccessLogSettings(section.format(), section.skipEmpty(), Optional.empty());
    }
    AccessLogSection.SyslogSection syslog = section.syslog().get();
    SocketAddress address = address(SyslogTarget.parse(syslog.address()).orElseThrow());
    return new AccessLogSettings(
        section.format(),
        section.skipEmpty(),
        Optional.of(new Syslog(address, syslog.facility(), syslog.form(), syslog.tag())));
  }

  private static SocketAddress address(SyslogTarget target) throws StartException {
    return switch (target) {
      case SyslogTarget.Local(Path path) -> UnixDomainSocketAddress.of(path);
      case SyslogTarget.Network(HostPort named) -> address(named);
    };
  }

  private static SocketAddress address(HostPort named) throws StartException {
    InetSocketAddress address = new InetSocketAddress(named.host(), named.port());
    if (address.isUnresolved()) {
      throw new StartException(
          "accessLog.syslog.address: "
              + named.host()
              + " has no address; correct the name, or set an IP address.");
    }
    return address;
  }
}
