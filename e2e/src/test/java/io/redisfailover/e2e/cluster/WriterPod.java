package io.redisfailover.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.writers.Progress;
import io.redisfailover.e2e.writers.Start;
import io.redisfailover.e2e.writers.WriteAuditReply;
import io.redisfailover.e2e.writers.WritersServer;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Leads the writers in their pod, through the API server. */
public final class WriterPod {
  private static final String NAMESPACE = "redis-failover-e2e";
  private static final String POD = "writers";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  WriterPod(KubernetesClient client) {
    this.client = client;
  }

  void deploy() {
    String yaml =
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %1$s
          labels: {pod-security.kubernetes.io/enforce: restricted}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %2$s, namespace: %1$s}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 1
          securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
          containers:
          - name: writers
            image: redis-failover-writers:%3$s
            env: [{name: JAVA_TOOL_OPTIONS, value: "-XX:+UseSerialGC"}]
            securityContext:
              allowPrivilegeEscalation: false
              capabilities: {drop: [ALL]}
            readinessProbe: {httpGet: {path: /ready, port: %4$d}, periodSeconds: 1}
        """
            .formatted(NAMESPACE, POD, System.getProperty("e2e.version"), WritersServer.PORT);
    client.pods().inNamespace(NAMESPACE).withName(POD).withGracePeriod(0).delete();
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(POD)
        .waitUntilCondition(pod -> pod == null, 60, TimeUnit.SECONDS);
    client
        .load(
            new java.io.ByteArrayInputStream(
                yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .serverSideApply();
    Pod ready =
        client.pods().inNamespace(NAMESPACE).withName(POD).waitUntilReady(120, TimeUnit.SECONDS);
    if (ready == null) {
      throw new IllegalStateException("the writers do not become ready");
    }
  }

  /** {@return the name of the node on which they run; what is done to it is done to them} */
  public String node() {
    return client.pods().inNamespace(NAMESPACE).withName(POD).get().getSpec().getNodeName();
  }

  /** Starts writers that go on until {@link #stop}. */
  public void start(Start start) {
    String unused = post("start", start);
  }

  /** Forgets the pauses and errors so far. */
  public void beginPhase(String name) {
    String unused = post("phase", Map.of("name", name));
  }

  /** {@return what they have done so far} */
  public Progress progress(String name) {
    return read(post("progress", Map.of("name", name)), Progress.class);
  }

  /** Ends them. */
  public void stop(String name) {
    String unused = post("stop", Map.of("name", name));
  }

  /** {@return what a server holds of what they were told; after {@link #stop}} */
  public WriteAuditReply find(String name, String host, int port, String password) {
    return read(
        post("find", Map.of("name", name, "host", host, "port", port, "password", password)),
        WriteAuditReply.class);
  }

  private String post(String path, Object request) {
    try {
      return client.raw(
          "/api/v1/namespaces/%s/pods/%s:%d/proxy/%s"
              .formatted(NAMESPACE, POD, WritersServer.PORT, path),
          "POST",
          JSON.writeValueAsString(request));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(json, wrong);
    }
  }
}
