package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configuration files of the pods. */
final class ConfigMaps {
  static final String REDIS_CONF = "redis.conf";
  static final String PROXY_YAML = "proxy.yaml";

  private ConfigMaps() {}

  /** {@return the ConfigMap with redis.conf and the scripts of the servers} */
  static ConfigMap redis(RedisFailover resource) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(REDIS_CONF, RedisSettings.of(resource).file());
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
