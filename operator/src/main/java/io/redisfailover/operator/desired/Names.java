package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.StatsSpec;
import java.util.Optional;

/** The names of everything that belongs to a resource. */
public final class Names {
  /** The servers' container. */
  public static final String REDIS = "redis";

  /** The proxies' container. */
  public static final String PROXY = "proxy";

  private Names() {}

  /** {@return the word of a server in names, labels and markers: {@code master}, {@code backup}} */
  public static String word(NodeName node) {
    return switch (node) {
      case MASTER -> "master";
      case BACKUP -> "backup";
    };
  }

  /** {@return the other server} */
  static NodeName other(NodeName node) {
    return node == NodeName.MASTER ? NodeName.BACKUP : NodeName.MASTER;
  }

  /** {@return the StatefulSet of a server} */
  public static String statefulSet(RedisFailover resource, NodeName node) {
    return name(resource) + "-" + word(node);
  }

  /** {@return the pod of a server} */
  public static String pod(RedisFailover resource, NodeName node) {
    return statefulSet(resource, node) + "-0";
  }

  /** {@return the name under which pods of the same namespace reach a server} */
  public static String host(RedisFailover resource, NodeName node) {
    return pod(resource, node) + "." + nodes(resource);
  }

  /** {@return the volume claim of a server, named as its StatefulSet would name it} */
  public static String volumeClaim(RedisFailover resource, NodeName node) {
    return "data-" + pod(resource, node);
  }

  /** {@return the headless Service that gives the servers their names} */
  public static String nodes(RedisFailover resource) {
    return name(resource) + "-nodes";
  }

  /** {@return the Service for clients} */
  public static String clients(RedisFailover resource) {
    return name(resource);
  }

  /** {@return the Service of the statistics page} */
  public static String stats(RedisFailover resource) {
    return name(resource) + "-stats";
  }

  /** {@return the ConfigMap, budget and policy of the servers} */
  public static String redis(RedisFailover resource) {
    return name(resource) + "-redis";
  }

  /** {@return the Deployment, ConfigMap, budget and policy of the proxies} */
  public static String proxy(RedisFailover resource) {
    return name(resource) + "-proxy";
  }

  /** {@return the Secret with the applications' password: the user's, or else ours} */
  public static String authSecret(RedisFailover resource) {
    AuthSpec auth = resource.getSpec().auth();
    return Optional.ofNullable(auth.secretName()).orElse(name(resource) + "-auth");
  }

  /** {@return the Secret with the passwords of operator and proxies} */
  public static String controlSecret(RedisFailover resource) {
    return name(resource) + "-control";
  }

  /** {@return the Secret with the login of the statistics page: the user's, or else ours} */
  public static String statsSecret(RedisFailover resource) {
    StatsSpec stats = resource.getSpec().proxy().stats();
    return Optional.ofNullable(stats.authSecretName()).orElse(name(resource) + "-stats");
  }

  static String name(RedisFailover resource) {
    return resource.getMetadata().getName();
  }
}
