package io.redisfailover.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisfailover.operator.api.v1.CheckSpec;
import io.redisfailover.operator.api.v1.FailoverSpec;
import io.redisfailover.operator.api.v1.HoldSpec;
import io.redisfailover.operator.api.v1.ProxySpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.TimeoutsSpec;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
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
   * @param statsUser user of the statistics page
   */
  static String of(RedisFailover resource, String statsUser) {
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
    if (proxy.maxConnectionsPerAddress() > 0) {
      file.put("maxConnectionsPerAddress", proxy.maxConnectionsPerAddress());
    }
    if (proxy.maxServerConnections() > 0) {
      file.put("maxServerConnections", proxy.maxServerConnections());
    }
    file.put("check", check(proxy.check()));
    file.put("stats", stats(proxy, any, statsUser));
    file.put("failover", failover(failover));
    file.put(
        "control",
        map(
            "address",
            any,
            "port",
            Ports.CONTROL,
            "tokenFile",
            Mounts.CONTROL + "/" + GeneratedSecrets.TOKEN));
    file.put("controller", false);
    return text(file);
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
    section.put("rise", check.rise());
    section.put("fall", check.fall());
    if (check.steps() != null) {
      section.put("steps", CheckScriptText.of(check.steps()));
    }
    return section;
  }

  private static Map<String, Object> stats(ProxySpec proxy, String address, String user) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("address", address);
    section.put("port", Ports.STATS);
    section.put("refresh", GoDuration.oneUnit(proxy.stats().refresh()));
    section.put("auth", map("username", user, "passwordFile", Mounts.STATS + "/password"));
    return section;
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
