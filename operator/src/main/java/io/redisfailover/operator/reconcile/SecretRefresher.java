package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.round.SecretRefresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes kubelets look at the Secrets of pods at once. */
final class SecretRefresher {
  private static final Logger LOG = LoggerFactory.getLogger(SecretRefresher.class);

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  SecretRefresher(KubernetesClient client) {
    this.client = client;
  }

  /** One that cannot be annotated follows within a minute by itself. */
  void carryOut(SecretRefresh refresh, RedisFailover resource) {
    refresh.pods().forEach((pod, uid) -> annotate(pod, uid, refresh.mark(), resource));
  }

  /** The unique ID of another pod of the name cannot become this one. */
  private void annotate(String pod, String uid, String mark, RedisFailover resource) {
    String patch =
        "{\"metadata\":{\"uid\":\"%s\",\"annotations\":{\"%s\":\"%s\"}}}"
            .formatted(uid, SecretRefresh.ANNOTATION, mark);
    try {
      client
          .pods()
          .inNamespace(resource.getMetadata().getNamespace())
          .withName(pod)
          .patch(MERGE, patch);
    } catch (KubernetesClientException failure) {
      if (!SeenObject.isGone(failure)) {
        LOG.warn("Failed to annotate pod {} of {}.", pod, LogName.of(resource), failure);
      }
    }
  }
}
