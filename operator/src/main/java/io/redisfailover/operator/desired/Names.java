package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.StatsSpec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names of the objects of a resource. */
public final class Names {
  /** Container of a server. */
  public static final String REDIS = "redis";

  /** Container of a proxy. */
  public static final String PROXY = "proxy";

  private Names() {}

  /** {@return the server in names, labels and markers: {@code master} or {@code backup}} */
  public static String word(ServerName server) {
    return switch (server) {
      case MASTER -> "master";
      case BACKUP -> "backup";
    };
  }

  /** {@return the other server} */
  static ServerName other(ServerName server) {
    return server == ServerName.MASTER ? ServerName.BACKUP : ServerName.MASTER;
  }

  /** {@return the StatefulSet of a server} */
  public static String statefulSet(RedisFailover resource, ServerName server) {
    return name(resource) + "-" + word(server);
  }

  /** {@return the pod of a server} */
  public static String pod(RedisFailover resource, ServerName server) {
    return statefulSet(resource, server) + "-0";
  }

  /** {@return the host name of a server in its namespace} */
  public static String host(RedisFailover resource, ServerName server) {
    return pod(resource, server) + "." + servers(resource);
  }

  /** {@return the volume claim of a server, with the name that a StatefulSet would give it} */
  public static String volumeClaim(RedisFailover resource, ServerName server) {
    return "data-" + pod(resource, server);
  }

  /** {@return the headless Service of the servers} */
  public static String servers(RedisFailover resource) {
    return name(resource) + "-servers";
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

  /** {@return the Secret with the applications' password: of the spec, or else generated} */
  public static String authSecret(RedisFailover resource) {
    AuthSpec auth = resource.getSpec().auth();
    return Optional.ofNullable(auth.secretName()).orElse(name(resource) + "-auth");
  }

  /** {@return the key of the applications' password in their Secret} */
  static String authKey(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().auth().secretKey())
        .orElse(GeneratedSecrets.PASSWORD);
  }

  /** {@return the Secret with the passwords of operator and proxies} */
  public static String controlSecret(RedisFailover resource) {
    return name(resource) + "-control";
  }

  /** {@return the Secret from which the others are restored; nobody else reads it} */
  public static String recoverySecret(RedisFailover resource) {
    return name(resource) + "-recovery";
  }

  /** {@return the Secret with the users that a server starts with, as lines of an ACL file} */
  public static String aclSecret(RedisFailover resource) {
    return name(resource) + "-acl";
  }

  /** {@return the Secret with the exporter's password: of the spec, or else generated} */
  public static String exporterSecret(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().auth().exporter().secretName())
        .orElse(name(resource) + "-exporter");
  }

  /** {@return every Secret that the operator reads for a resource, one of somebody else too} */
  public static Set<String> readSecrets(RedisFailover resource) {
    Set<String> names = new TreeSet<>(DesiredUsers.namedSecrets(resource));
    names.add(authSecret(resource));
    names.add(controlSecret(resource));
    names.add(recoverySecret(resource));
    names.add(aclSecret(resource));
    names.addAll(pageSecrets(resource));
    if (resource.getSpec().auth().exporter().enabled()) {
      names.add(exporterSecret(resource));
    }
    return names;
  }

  /** {@return every Secret with a password of the statistics page} */
  public static Set<String> pageSecrets(RedisFailover resource) {
    Set<String> names = new TreeSet<>(Set.of(statsSecret(resource)));
    PageUsers.named(resource).forEach(user -> names.add(user.secretName()));
    return names;
  }

  /** {@return the Secret with the login of the statistics page: of the spec, or else generated} */
  public static String statsSecret(RedisFailover resource) {
    StatsSpec stats = resource.getSpec().proxy().stats();
    return Optional.ofNullable(stats.authSecretName()).orElse(name(resource) + "-stats");
  }

  static String name(RedisFailover resource) {
    return resource.getMetadata().getName();
  }
}
