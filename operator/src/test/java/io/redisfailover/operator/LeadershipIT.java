package io.redisfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.redisfailover.operator.apiserver.ApiServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who leads, by a lease of a real API server. */
class LeadershipIT {
  private static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final ApiServer server = new ApiServer();

  /** Its lease would be valid for 15 seconds more. */
  @Test
  void releasesTheLeaseOfAnOperatorThatStops() {
    Leadership first = new Leadership("given", NAMESPACE, "first");
    Operator operator = leader(first);
    assertThat(lease("given").getSpec().getHolderIdentity()).isEqualTo("first");
    first.stopping();
    operator.stop();
    first.release(server.client());
    assertThat(lease("given").getSpec().getHolderIdentity()).isNullOrEmpty();

    Leadership second = new Leadership("given", NAMESPACE, "second");
    Operator next = leader(second);
    second.stopping();
    next.stop();
  }

  @Test
  void keepsTheLeaseOfAnotherOperator() {
    Leadership first = new Leadership("kept", NAMESPACE, "first");
    Operator operator = leader(first);
    new Leadership("kept", NAMESPACE, "second").release(server.client());
    assertThat(lease("kept").getSpec().getHolderIdentity()).isEqualTo("first");
    first.stopping();
    operator.stop();
  }

  @Test
  void thereMayBeNoLeaseYet() {
    new Leadership("none", NAMESPACE, "first").release(server.client());
    assertThat(server.client().leases().inNamespace(NAMESPACE).withName("none").get()).isNull();
  }

  /** It has nothing to do. */
  private static final class Idle implements Reconciler<ConfigMap> {
    @Override
    public UpdateControl<ConfigMap> reconcile(ConfigMap any, Context<ConfigMap> context) {
      return UpdateControl.noUpdate();
    }
  }

  /** Starts an operator, and waits until it leads. */
  private static Operator leader(Leadership leadership) {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(server.client().getConfiguration()).build();
    Operator operator =
        new Operator(configuration -> {
          configuration.withKubernetesClient(client);
          configuration.withLeaderElectionConfiguration(leadership.election());
        });
    operator.register(new Idle());
    operator.start();
    await().atMost(PATIENCE).until(leadership::isLeading);
    return operator;
  }

  private static Lease lease(String name) {
    return server.client().leases().inNamespace(NAMESPACE).withName(name).get();
  }
}
