package io.redisfailover.e2e.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.metrics.MetricsServer;
import io.redisfailover.e2e.metrics.Usage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The metrics API of the cluster, served by a pod that says what it is told: a stand-in. */
public final class MetricsApi implements AutoCloseable {
  private static final String NAMESPACE = "redis-failover-e2e";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final List<HasMetadata> objects;

  private MetricsApi(KubernetesClient client, List<HasMetadata> objects) {
    this.client = client;
    this.objects = objects;
  }

  /** Serves the API in a cluster that has none, until it is closed. */
  public static MetricsApi start(TestCluster cluster) {
    String yaml = yaml();
    KubernetesClient client = cluster.client();
    MetricsApi api =
        new MetricsApi(
            client,
            client
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply());
    await("the metrics API answers")
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> client.raw("/apis/metrics.k8s.io/v1beta1").contains("PodMetrics"));
    return api;
  }

  private static String yaml() {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: metrics, namespace: %1$s, labels: {app: metrics}}
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 1
      securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: metrics
        image: redis-failover-writers:%2$s
        command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "/app/classpath/*:/app/libs/*:/app/classes", %3$s]
        securityContext:
          allowPrivilegeEscalation: false
          capabilities: {drop: [ALL]}
        readinessProbe: {httpGet: {path: /ready, port: %5$d}, periodSeconds: 1}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: metrics, namespace: %1$s}
    spec:
      selector: {app: metrics}
      ports: [{port: 443, targetPort: %4$d}]
    ---
    apiVersion: apiregistration.k8s.io/v1
    kind: APIService
    metadata: {name: v1beta1.metrics.k8s.io}
    spec:
      group: metrics.k8s.io
      version: v1beta1
      groupPriorityMinimum: 100
      versionPriority: 100
      insecureSkipTLSVerify: true
      service: {name: metrics, namespace: %1$s}
    """
        .formatted(
            NAMESPACE,
            System.getProperty("e2e.version"),
            MetricsServer.class.getName(),
            MetricsServer.PORT,
            MetricsServer.TELL_PORT);
  }

  /** Says from now on of these pods, and of no others, that each uses so much. */
  public void tell(String namespace, List<String> pods, int cpuMillis) {
    Map<String, Integer> each =
        pods.stream().collect(Collectors.toMap(Function.identity(), pod -> cpuMillis));
    try {
      String unused =
          client.raw(
              "/api/v1/namespaces/%s/pods/metrics:%d/proxy/usage"
                  .formatted(NAMESPACE, MetricsServer.TELL_PORT),
              "POST",
              JSON.writeValueAsString(new Usage(namespace, each)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An API that nobody serves would make each deletion of a namespace wait. */
  @Override
  public void close() {
    client.resourceList(objects.reversed()).delete();
  }
}
