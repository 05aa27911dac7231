package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.redisfailover.operator.api.v1.ProxySpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Deployment of the proxies. Their pods hold no data and no token of a service account. A
 * change of their file replaces them one by one, each new pod before an old one.
 */
final class ProxyDeployment {
  /** Annotation with a digest of the proxies' file, so that a change replaces the pods. */
  static final String CONFIG_DIGEST = "redisfailover.io/config";

  /** What the names of the volumes of further users of the page begin with. */
  private static final String STATS_USER = "stats-user-";

  /** Nothing in this volume is worth keeping a node for. */
  private static final String TEMPORARY = "tmp";

  /** Annotation with the volumes for which the cluster's autoscaler keeps no node. */
  private static final String EVICTABLE =
      "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

  /** User and group of the proxy image. */
  private static final long USER = 65532;

  /** Time for which a stopping proxy still accepts clients, until no node routes to it any more. */
  private static final long STILL_SECONDS = 3;

  /** A program that starts refuses connections; a probe before that would be a warning. */
  private static final int START_SECONDS = 2;

  /**
   * How many seconds a program may take to start. On a node that starts many at once it takes
   * minutes, and to start it again for that would keep the node busy.
   */
  private static final int LONGEST_START_SECONDS = 300;

  private ProxyDeployment() {}

  static Deployment of(RedisFailover resource, DesiredInputs facts, String file, PageUsers users)
      throws Overlay.Refused {
    ProxySpec proxy = resource.getSpec().proxy();
    return new DeploymentBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.proxy(resource), Labels.of(resource, Labels.PROXY)))
        .withNewSpec()
        .withReplicas(proxy.replicas())
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(Labels.selector(resource, Labels.PROXY))
        .endSelector()
        .withTemplate(
            Overlay.lay(
                template(resource, facts, file, users),
                proxy.podTemplate(),
                "proxy.podTemplate",
                Names.PROXY))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(
      RedisFailover resource, DesiredInputs facts, String file, PageUsers users) {
    return new PodTemplateSpecBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withLabels(Labels.of(resource, Labels.PROXY))
                .withAnnotations(
                    Map.of(CONFIG_DIGEST, Sha256.beginning(file), EVICTABLE, TEMPORARY))
                .build())
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(30L)
        .withSecurityContext(facts.platform().securityContext(USER))
        .withAffinity(PodDefaults.apart(resource, Labels.PROXY))
        .withImagePullSecrets(PodDefaults.pullSecrets(resource))
        .withContainers(container(resource, facts, users))
        .withVolumes(volumes(resource, users))
        .endSpec()
        .build();
  }

  private static Container container(RedisFailover resource, DesiredInputs facts, PageUsers users) {
    ProxySpec proxy = resource.getSpec().proxy();
    return new ContainerBuilder()
        .withName(Names.PROXY)
        .withImage(
            facts
                .platform()
                .image(Optional.ofNullable(proxy.image()).orElse(facts.platform().proxyImage())))
        .withArgs("--config", Mounts.CONFIG + "/" + ConfigMaps.PROXY_YAML)
        .withPorts(
            port("redis", Ports.REDIS), port("stats", Ports.STATS), port("control", Ports.CONTROL))
        .withResources(PodDefaults.resources(proxy.resources()))
        .withSecurityContext(PodDefaults.container())
        .withTerminationMessagePolicy(PodDefaults.LAST_WORDS)
        .withStartupProbe(
            new ProbeBuilder(probe("/healthz", 1, LONGEST_START_SECONDS))
                .withInitialDelaySeconds(START_SECONDS)
                .build())
        .withReadinessProbe(probe("/readyz", 1, 2))
        .withLivenessProbe(probe("/healthz", 10, 3))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(STILL_SECONDS)
        .endPreStop()
        .endLifecycle()
        .withVolumeMounts(mounts(users))
        .build();
  }

  private static List<VolumeMount> mounts(PageUsers users) {
    return Stream.concat(
            Stream.of(
                mount("config", Mounts.CONFIG, true),
                mount("control", Mounts.CONTROL, true),
                mount("stats", Mounts.STATS, true),
                mount(TEMPORARY, "/tmp", false)),
            IntStream.range(0, users.further().size())
                .mapToObj(
                    i -> mount(STATS_USER + i, Mounts.statsUser(users.further().get(i)), true)))
        .toList();
  }

  private static List<Volume> volumes(RedisFailover resource, PageUsers users) {
    return Stream.concat(
            volumes(resource).stream(),
            IntStream.range(0, users.further().size())
                .mapToObj(i ->
                    new VolumeBuilder()
                        .withName(STATS_USER + i)
                        .withNewSecret()
                        .withSecretName(users.further().get(i).secretName())
                        .withDefaultMode(PodDefaults.SECRET_MODE)
                        .addNewItem(GeneratedSecrets.PASSWORD, null, GeneratedSecrets.PASSWORD)
                        .endSecret()
                        .build()))
        .toList();
  }

  private static List<Volume> volumes(RedisFailover resource) {
    return List.of(
        new VolumeBuilder()
            .withName("config")
            .withNewConfigMap()
            .withName(Names.proxy(resource))
            .withDefaultMode(PodDefaults.CONFIG_MODE)
            .endConfigMap()
            .build(),
        new VolumeBuilder()
            .withName("control")
            .withNewSecret()
            .withSecretName(Names.controlSecret(resource))
            .withDefaultMode(PodDefaults.SECRET_MODE)
            .addNewItem("proxy-password", null, "proxy-password")
            .addNewItem(GeneratedSecrets.TOKEN, null, GeneratedSecrets.TOKEN)
            .addNewItem(GeneratedSecrets.MARKER_KEY, null, GeneratedSecrets.MARKER_KEY)
            .endSecret()
            .build(),
        new VolumeBuilder()
            .withName("stats")
            .withNewSecret()
            .withSecretName(Names.statsSecret(resource))
            .withDefaultMode(PodDefaults.SECRET_MODE)
            .endSecret()
            .build(),
        new VolumeBuilder().withName(TEMPORARY).withNewEmptyDir().endEmptyDir().build());
  }

  private static ContainerPort port(String name, int port) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(port)
        .withProtocol("TCP")
        .build();
  }

  private static Probe probe(String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort("stats")
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(2)
        .withFailureThreshold(failures)
        .withSuccessThreshold(1)
        .build();
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    VolumeMountBuilder mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return readOnly ? mount.withReadOnly(true).build() : mount.build();
  }
}
