package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Starts operators in this process. */
final class Operators {
  private Operators() {}

  /**
   * {@return an operator that runs}
   *
   * @param client a client that it leaves open
   * @param meters takes what it counts
   * @param image of the proxies
   * @param more further variables of its environment
   */
  static Operator start(
      KubernetesClient client, OperatorMeters meters, String image, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("POD_NAMESPACE", "system");
    environment.put("PROXY_IMAGE", image);
    Operator operator =
        new Operator(configuration ->
            configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new RedisFailoverReconciler(
            client, OperatorSettings.from(environment), InstantSource.system(), meters));
    operator.start();
    return operator;
  }
}
