package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Configuration files of the pods. */
public final class ConfigMaps {
  static final String REDIS_CONF = "redis.conf";
  static final String PROXY_YAML = "proxy.yaml";

  private ConfigMaps() {}

  /** {@return the ConfigMap with redis.conf and the scripts of the servers} */
  static ConfigMap redis(RedisFailover resource) {
    return redis(resource, RedisSettings.of(resource));
  }

  /**
   * {@return the ConfigMap with redis.conf and the scripts of the servers, with which a server
   * starts that rejects some settings}
   *
   * @param resource the resource
   * @param rejected the names of these settings
   */
  public static ConfigMap startable(RedisFailover resource, Set<String> rejected) {
    return redis(resource, RedisSettings.of(resource).without(rejected));
  }

  private static ConfigMap redis(RedisFailover resource, RedisSettings settings) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(REDIS_CONF, settings.file());
    data.putAll(Scripts.all());
    return new ConfigMapBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.redis(resource), Labels.of(resource, Labels.REDIS)))
        .withData(data)
        .build();
  }

  /** {@return the ConfigMap with the file of the proxies} */
  static ConfigMap proxy(RedisFailover resource, String file) {
    return new ConfigMapBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.proxy(resource), Labels.of(resource, Labels.PROXY)))
        .withData(Map.of(PROXY_YAML, file))
        .build();
  }
}
