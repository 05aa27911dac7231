package io.redisfailover.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisfailover.operator.api.v1.AccessLogFormat;
import io.redisfailover.operator.api.v1.AccessLogSpec;
import io.redisfailover.operator.api.v1.CheckSpec;
import io.redisfailover.operator.api.v1.FailoverSpec;
import io.redisfailover.operator.api.v1.HoldSpec;
import io.redisfailover.operator.api.v1.ProxySpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RuntimeApiSpec;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.StatsUserSpec;
import io.redisfailover.operator.api.v1.SyslogSpec;
import io.redisfailover.operator.api.v1.TimeoutsSpec;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The YAML file of the proxies, in the format of {@code docs/configuration.md}. It holds paths of
 * password files and no password. It lacks what only the operator needs, so that such a change
 * restarts no proxy.
 */
final class ProxyFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** As the schema says. */
  private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofMinutes(5);

  private ProxyFile() {}

  /**
   * {@return the text of the file}
   *
   * @param resource the resource
   * @param users users of the statistics page
   */
  static String of(RedisFailover resource, PageUsers users) {
    ProxySpec proxy = resource.getSpec().proxy();
    FailoverSpec failover = resource.getSpec().failover();
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", Names.name(resource));
    file.put("mode", "Promote");
    file.put(
        "servers",
        map(
            "master",
            server(resource, ServerName.MASTER),
            "backup",
            server(resource, ServerName.BACKUP)));
    file.put(
        "auth", map("username", "rf-proxy", "passwordFile", Mounts.CONTROL + "/proxy-password"));
    String any = proxy.service().mayBeIpv6() ? "::" : "0.0.0.0";
    file.put("listen", map("address", any, "port", Ports.REDIS));
    file.put("timeouts", timeouts(proxy.timeouts()));
    file.put("hold", hold(proxy.hold()));
    file.put("maxConnections", proxy.maxConnections());
    unlessZero(file, "maxConnectionsPerAddress", proxy.maxConnectionsPerAddress());
    unlessZero(file, "maxServerConnections", proxy.maxServerConnections());
    file.put("check", check(proxy.check()));
    file.put("stats", stats(proxy, any, users));
    Map<String, Object> accessLog = accessLog(proxy.accessLog());
    if (!accessLog.isEmpty()) {
      file.put("accessLog", accessLog);
    }
    if (proxy.runtimeApi() != null) {
      file.put("runtimeApi", runtimeApi(proxy.runtimeApi()));
    }
    file.put("failover", failover(failover));
    file.put("control", control(any));
    file.put("controller", false);
    return text(file);
  }

  private static Map<String, Object> control(String address) {
    return map(
        "address",
        address,
        "port",
        Ports.CONTROL,
        "tokenFile",
        Mounts.CONTROL + "/" + GeneratedSecrets.TOKEN);
  }

  private static Map<String, Object> server(RedisFailover resource, ServerName server) {
    return map("host", Names.host(resource, server), "port", Ports.REDIS);
  }

  private static Map<String, Object> timeouts(TimeoutsSpec timeouts) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("connect", GoDuration.oneUnit(timeouts.connect()));
    section.put("client", GoDuration.oneUnit(timeouts.client()));
    section.put("server", GoDuration.oneUnit(timeouts.server()));
    section.put("drain", "10s");
    // A proxy of one build before refuses a key that it does not know: defaults are left out.
    if (!GoDuration.parse(timeouts.keepAlive()).equals(DEFAULT_KEEP_ALIVE)) {
      section.put("keepAlive", GoDuration.oneUnit(timeouts.keepAlive()));
    }
    unlessZero(section, "unacknowledged", timeouts.unacknowledged());
    unlessZero(section, "clientFin", timeouts.clientFin());
    unlessZero(section, "serverFin", timeouts.serverFin());
    return section;
  }

  private static void unlessZero(Map<String, Object> section, String key, int number) {
    if (number > 0) {
      section.put(key, number);
    }
  }

  private static void unlessZero(Map<String, Object> section, String key, String duration) {
    if (!GoDuration.parse(duration).isZero()) {
      section.put(key, GoDuration.oneUnit(duration));
    }
  }

  private static Map<String, Object> hold(HoldSpec hold) {
    return map("timeout", GoDuration.oneUnit(hold.timeout()), "max", hold.max());
  }

  private static Map<String, Object> check(CheckSpec check) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("interval", GoDuration.oneUnit(check.interval()));
    if (check.timeout() != null) {
      section.put("timeout", GoDuration.oneUnit(check.timeout()));
    }
    if (check.fastInterval() != null) {
      section.put("fastInterval", GoDuration.oneUnit(check.fastInterval()));
    }
    if (check.downInterval() != null) {
      section.put("downInterval", GoDuration.oneUnit(check.downInterval()));
    }
    section.put("rise", check.rise());
    section.put("fall", check.fall());
    if (check.steps() != null) {
      section.put("steps", CheckScriptText.of(check.steps()));
    }
    return section;
  }

  private static Map<String, Object> stats(ProxySpec proxy, String address, PageUsers users) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("address", address);
    section.put("port", Ports.STATS);
    section.put("refresh", GoDuration.oneUnit(proxy.stats().refresh()));
    section.put("auth", map("username", users.first(), "passwordFile", Mounts.STATS + "/password"));
    if (!users.further().isEmpty()) {
      section.put("users", users.further().stream().map(ProxyFile::user).toList());
    }
    return section;
  }

  private static Map<String, Object> user(StatsUserSpec user) {
    return map(
        "username",
        user.name(),
        "passwordFile",
        Mounts.statsUser(user) + "/" + GeneratedSecrets.PASSWORD,
        "role",
        user.role().word());
  }

  /** {@return what differs from the defaults, which a proxy of one build before knows} */
  private static Map<String, Object> accessLog(AccessLogSpec log) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (log.format() != AccessLogFormat.TCPLOG) {
      section.put("format", log.format().word());
    }
    if (log.skipEmpty()) {
      section.put("skipEmpty", "on");
    }
    SyslogSpec syslog = log.syslog();
    if (syslog != null) {
      section.put(
          "syslog",
          map(
              "address",
              syslog.address(),
              "facility",
              syslog.facility(),
              "form",
              syslog.form().word(),
              "level",
              syslog.level().word(),
              "healthChecks",
              syslog.healthChecks() ? "on" : "off"));
    }
    return section;
  }

  /** It serves programs beside the proxy: one that cannot be bound keeps no client waiting. */
  private static Map<String, Object> runtimeApi(RuntimeApiSpec api) {
    Map<String, Object> socket =
        api.port() == null
            ? map("path", Mounts.RUNTIME_API)
            : map("address", "127.0.0.1", "port", api.port());
    socket.put("level", api.level().word());
    return map("sockets", List.of(socket), "required", "off");
  }

  private static Map<String, Object> failover(FailoverSpec failover) {
    long bytes =
        Quantity.getAmountInBytes(new Quantity(failover.maxLag()))
            .setScale(0, RoundingMode.DOWN)
            .longValueExact();
    String timeout = GoDuration.oneUnit(failover.detection().timeout());
    return map("maxLag", bytes, "detection", Map.of("timeout", timeout));
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }

  private static String text(Map<String, Object> file) {
    try {
      return YAML.writeValueAsString(file);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a map of texts and numbers cannot be written", impossible);
    }
  }
}
