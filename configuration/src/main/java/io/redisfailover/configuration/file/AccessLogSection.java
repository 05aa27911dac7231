package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.nio.file.Path;
import java.util.Optional;

/** The log of ended sessions. */
public record AccessLogSection(
    @Key(
            value =
                "How a session is written when it ends: in the form of HAProxy's `option tcplog`, as a JSON object, or not at all.",
            fallback = "tcplog")
        AccessLogSettings.Format format,
    @Key(
            value =
                "Whether sessions in which neither side sent a byte are left out (HAProxy's `option dontlognull`).",
            fallback = "off")
        boolean skipEmpty,
    @Key(
            "Sends the lines to a syslog server, instead of to the log of the process; and a line for each change of the servers and of the route, which are in the log of the process, too.")
        Optional<SyslogSection> syslog,
    @Key(
            "Appends the lines of sessions to this file, instead of to the log of the process. It is made with mode 640, and anew when it was moved away, so `logrotate` needs no signal. It cannot be set beside `syslog`.")
        Optional<Path> file) {
  /** {@return the same, with its path below a folder} */
  AccessLogSection in(Path folder) {
    return new AccessLogSection(format, skipEmpty, syslog, file.map(folder::resolve));
  }

  /** A syslog server. */
  public record SyslogSection(
      @Key(
              "Address (`host:port`) that takes datagrams (UDP), whose name is resolved at the start and at each reload; or the path of a Unix socket that does, such as `/dev/log`.")
          String address,
      @Key(value = "Facility of each line.", fallback = "local0") Syslog.Facility facility,
      @Key(value = "How a line begins.", fallback = "rfc3164") Syslog.Form form,
      @Key(
              value =
                  "The least severe lines that go there. Sessions are `info`; changes of the servers and of the route are `notice`, `alert` or `emerg`. Sessions that do not go there stay in the log of the process.",
              fallback = "info")
          Syslog.Level level,
      @Key(
              value =
                  "Whether each change of a check's state is a line, too (HAProxy's `option log-health-checks`).",
              fallback = "off")
          boolean healthChecks,
      @Key(
              value = "Name of the program in each line (HAProxy's `log-tag`).",
              fallback = "redis-failover")
          String tag) {}
}
