package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.redisfailover.operator.api.v1.Functions;
import io.redisfailover.operator.api.v1.PullPolicy;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisSpec;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.Writable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container of a server. */
final class RedisContainer {
  private RedisContainer() {}

  static Container of(RedisFailover resource, ServerName server, Platform platform) {
    RedisSpec redis = resource.getSpec().redis();
    return new ContainerBuilder()
        .withName(Names.REDIS)
        .withImage(platform.image(redis.image()))
        .withImagePullPolicy(word(redis.imagePullPolicy()))
        .withCommand(script(Scripts.ENTRY))
        .withEnv(environment(resource, server))
        .addNewPort()
        .withName("redis")
        .withContainerPort(Ports.REDIS)
        .withProtocol("TCP")
        .endPort()
        .withResources(PodDefaults.resources(redis.resources()))
        .withSecurityContext(PodDefaults.container())
        // What a server says last when it does not start is all that an administrator needs.
        .withTerminationMessagePolicy(PodDefaults.LAST_WORDS)
        .withReadinessProbe(probe(Scripts.READINESS, 2, 3, 2))
        .withLivenessProbe(probe(Scripts.LIVENESS, 10, 6, 6))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand(script(Scripts.PRE_STOP))
        .endExec()
        .endPreStop()
        .endLifecycle()
        .withVolumeMounts(RedisVolumes.mounts(resource))
        .build();
  }

  private static List<EnvVar> environment(RedisFailover resource, ServerName server) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(variable("RF_SERVER", Names.word(server)));
    environment.add(variable("RF_PEER", Names.host(resource, Names.other(server))));
    if (resource.getSpec().auth().disabled()) {
      environment.add(variable("RF_AUTH", "disabled"));
    }
    if (resource.getSpec().auth().functions() == Functions.ALLOWED) {
      environment.add(variable("RF_FUNCTIONS", "Allowed"));
    }
    List<String> modules = resource.getSpec().redis().modules();
    if (modules != null && !modules.isEmpty()) {
      environment.add(variable("RF_MODULES", String.join("\n", modules)));
    }
    if (server == ServerName.BACKUP && resource.getSpec().backup().writable() == Writable.ALWAYS) {
      environment.add(variable("RF_READ_ONLY", "no"));
    }
    return environment;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private static Probe probe(String script, int period, int timeout, int failures) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand(script(script))
        .endExec()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(timeout)
        .withFailureThreshold(failures)
        .withSuccessThreshold(1)
        .build();
  }

  private static List<String> script(String name) {
    return List.of("sh", Mounts.CONFIG + "/" + name);
  }

  private static @Nullable String word(@Nullable PullPolicy policy) {
    return switch (policy) {
      case null -> null;
      case ALWAYS -> "Always";
      case IF_NOT_PRESENT -> "IfNotPresent";
      case NEVER -> "Never";
    };
  }
}
