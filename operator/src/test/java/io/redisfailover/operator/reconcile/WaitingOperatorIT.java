package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.nodes.ProxyPlace;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator that waits while another one leads. */
class WaitingOperatorIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final String NAMESPACE = "default";
  private static final String LEASE = "held";

  /** Addresses of nodes that nobody else has. */
  private static final String NODE = "127.83.0.1";

  private static final String OWN_NODE = "127.83.0.2";

  /** Else it would not know, once it leads, that the kubelet of a node that failed can be asked. */
  @Test
  void asksTheKubeletsOfTheNodesThatPodsRunOn() throws Exception {
    server.install();
    anotherOneLeads();
    aPodRunsOn(NODE);
    Operator operator = null;
    try (OperatorMeters meters = new OperatorMeters(() -> false);
        ServerSocket kubelet = new ServerSocket()) {
      kubelet.bind(new InetSocketAddress(NODE, ProxyPlace.KUBELET_PORT));
      kubelet.setSoTimeout(Math.toIntExact(LiveResource.SOON.toMillis()));
      RedisFailoverReconciler reconciler =
          new RedisFailoverReconciler(
              server.client(),
              OperatorSettings.from(
                  Map.of(
                      "POD_NAMESPACE", "system", "PROXY_IMAGE", "p:1", "NODE_ADDRESS", OWN_NODE)),
              InstantSource.system(),
              meters);
      operator = start(reconciler);
      try (Socket asked = kubelet.accept();
          reconciler) {
        assertThat(asked.isConnected()).isTrue();
      }
    } finally {
      if (operator != null) {
        operator.stop();
      }
    }
    assertThat(
            server
                .client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(LEASE)
                .get()
                .getSpec()
                .getHolderIdentity())
        .isEqualTo("leader");
  }

  private static Operator start(RedisFailoverReconciler reconciler) {
    LeaderElectionConfiguration election =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
            .withLeaseNamespace(NAMESPACE)
            .withIdentity("waiting")
            .withExitOnStopLeading(false)
            .build();
    Operator operator =
        new Operator(configuration ->
            configuration
                .withKubernetesClient(server.client())
                .withCloseClientOnStop(false)
                .withLeaderElectionConfiguration(election));
    operator.register(reconciler);
    operator.start();
    return operator;
  }

  private static void anotherOneLeads() {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    server
        .client()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(LEASE)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("leader")
                .withLeaseDurationSeconds(Math.toIntExact(Duration.ofHours(1).toSeconds()))
                .withAcquireTime(now)
                .withRenewTime(now)
                .endSpec()
                .build())
        .create();
  }

  private static void aPodRunsOn(String node) {
    Pod pod =
        server
            .client()
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName("cache-master-0")
                    .withNamespace(NAMESPACE)
                    .addToLabels("app.kubernetes.io/managed-by", "redis-failover-operator")
                    .addToLabels("app.kubernetes.io/instance", "cache")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("redis")
                    .withImage("redis:7.0")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    var unused =
        server
            .client()
            .resource(pod)
            .editStatus(present ->
                new PodBuilder(present).editOrNewStatus().withHostIP(node).endStatus().build());
  }
}
