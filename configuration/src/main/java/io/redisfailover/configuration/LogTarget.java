package io.redisfailover.configuration;

import io.redisfailover.configuration.file.AccessLogSection;
import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.net.InetSocketAddress;
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
    HostPort named = HostPort.parse(syslog.address()).orElseThrow();
    InetSocketAddress address = new InetSocketAddress(named.host(), named.port());
    if (address.isUnresolved()) {
      throw new StartException(
          "accessLog.syslog.address: "
              + named.host()
              + " has no address; correct the name, or set an IP address.");
    }
    return new AccessLogSettings(
        section.format(),
        section.skipEmpty(),
        Optional.of(new Syslog(address, syslog.facility(), syslog.form(), syslog.tag())));
  }
}
