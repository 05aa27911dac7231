package io.redisfailover.e2e.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.cluster.MetricsApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An autoscaler of Kubernetes over a pair's proxies, made with the rights of {@code edit}. */
public final class ProxyAutoscaler implements AutoCloseable {
  private final DeployedPair pair;
  private final MetricsApi metrics;
  private final KubernetesClient editor;
  private final HasMetadata autoscaler;

  private ProxyAutoscaler(
      DeployedPair pair, MetricsApi metrics, KubernetesClient editor, HasMetadata autoscaler) {
    this.pair = pair;
    this.metrics = metrics;
    this.editor = editor;
    this.autoscaler = autoscaler;
  }

  /**
   * Makes one of 2 to 6 proxies, as {@code docs/operations.md} shows it, which waits no time before
   * it takes proxies away.
   */
  public static ProxyAutoscaler start(DeployedPair pair) {
    String yaml =
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          scaleTargetRef: {apiVersion: redisfailover.io/v1, kind: RedisFailover, name: %1$s}
          minReplicas: 2
          maxReplicas: 6
          behavior: {scaleDown: {stabilizationWindowSeconds: 0}}
          metrics:
            - type: Resource
              resource: {name: cpu, target: {type: AverageValue, averageValue: 100m}}
        """
            .formatted(pair.name(), pair.namespace());
    MetricsApi metrics = MetricsApi.start(pair.cluster());
    KubernetesClient editor = pair.cluster().editor(pair.namespace());
    HasMetadata autoscaler =
        editor
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .items()
            .getFirst();
    return new ProxyAutoscaler(
        pair, metrics, editor, editor.resource(autoscaler).serverSideApply());
  }

  /**
   * Says how much all proxies together use, and waits until there are so many of them.
   *
   * @param cpuMillis in thousandths of a processor; the autoscaler wants 100 for each proxy
   * @param proxies how many
   * @param during how long there must be so many: nobody takes it back
   */
  public void awaitProxies(int cpuMillis, int proxies, Duration during) {
    await(proxies + " proxies")
        .atMost(DeployedPair.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .during(during)
        .until(() -> {
          List<String> present = pair.proxies();
          metrics.tell(pair.namespace(), present, cpuMillis / Math.max(1, present.size()));
          return pair.isSettled() && present.size() == proxies;
        });
  }

  @Override
  public void close() {
    editor.resource(autoscaler).delete();
    editor.close();
    metrics.close();
  }
}
