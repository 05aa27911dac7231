package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels of the objects of a resource. */
public final class Labels {
  /** Name of the resource that an object belongs to. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Component of an object: {@code redis} or {@code proxy}. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** Server that an object belongs to: {@code master} or {@code backup}. */
  public static final String SERVER = "redisfailover.io/server";

  /** The value of {@link #COMPONENT} of the servers. */
  public static final String REDIS = "redis";

  /** The value of {@link #COMPONENT} of the proxies. */
  public static final String PROXY = "proxy";

  private static final String NAME = "app.kubernetes.io/name";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Labels() {}

  /** {@return labels of an object of the whole resource} */
  static Map<String, String> of(RedisFailover resource) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(NAME, "redis-failover");
    labels.put(INSTANCE, Names.name(resource));
    labels.put(MANAGED_BY, "redis-failover-operator");
    return labels;
  }

  /** {@return labels of an object of one component} */
  static Map<String, String> of(RedisFailover resource, String component) {
    Map<String, String> labels = of(resource);
    labels.put(COMPONENT, component);
    return labels;
  }

  /** {@return labels of an object of one server} */
  static Map<String, String> of(RedisFailover resource, ServerName server) {
    Map<String, String> labels = of(resource, REDIS);
    labels.put(SERVER, Names.word(server));
    return labels;
  }

  /** {@return the selector of the pods of one component, which never changes} */
  public static Map<String, String> selector(RedisFailover resource, String component) {
    Map<String, String> labels = of(resource, component);
    labels.remove(MANAGED_BY);
    return labels;
  }

  /** {@return the selector of the pod of one server, which never changes} */
  public static Map<String, String> selector(RedisFailover resource, ServerName server) {
    Map<String, String> labels = of(resource, server);
    labels.remove(MANAGED_BY);
    return labels;
  }

  /** {@return a selector as one text, as the API server reads it} */
  public static String text(Map<String, String> selector) {
    return selector.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
