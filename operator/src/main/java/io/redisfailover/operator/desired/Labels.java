package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.Map;
import java.util.TreeMap;

/** The labels of everything that belongs to a resource. */
public final class Labels {
  /** Which resource an object belongs to. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** What an object is a part of: {@code redis} or {@code proxy}. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** Which of the two servers an object belongs to: {@code master} or {@code backup}. */
  public static final String NODE = "redisfailover.io/node";

  /** The value of {@link #COMPONENT} of the servers. */
  public static final String REDIS = "redis";

  /** The value of {@link #COMPONENT} of the proxies. */
  public static final String PROXY = "proxy";

  private static final String NAME = "app.kubernetes.io/name";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Labels() {}

  /** {@return labels of an object that belongs to the resource as a whole} */
  static Map<String, String> of(RedisFailover resource) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(NAME, "redis-failover");
    labels.put(INSTANCE, Names.name(resource));
    labels.put(MANAGED_BY, "redis-failover-operator");
    return labels;
  }

  /** {@return labels of an object that belongs to one of the two parts} */
  static Map<String, String> of(RedisFailover resource, String component) {
    Map<String, String> labels = of(resource);
    labels.put(COMPONENT, component);
    return labels;
  }

  /** {@return labels of an object that belongs to one server} */
  static Map<String, String> of(RedisFailover resource, NodeName node) {
    Map<String, String> labels = of(resource, REDIS);
    labels.put(NODE, Names.word(node));
    return labels;
  }

  /** {@return what selects the pods of one of the two parts; never changes} */
  public static Map<String, String> selector(RedisFailover resource, String component) {
    Map<String, String> labels = of(resource, component);
    labels.remove(MANAGED_BY);
    return labels;
  }

  /** {@return what selects the pod of one server; never changes} */
  public static Map<String, String> selector(RedisFailover resource, NodeName node) {
    Map<String, String> labels = of(resource, node);
    labels.remove(MANAGED_BY);
    return labels;
  }
}
