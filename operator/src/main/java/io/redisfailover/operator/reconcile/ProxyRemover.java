package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.nodes.ProxyPlace;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a proxy out of its Service whose node is gone: without a pod there is no endpoint. The
 * Deployment makes another one, and the node ends the former one when it comes back.
 */
final class ProxyRemover {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyRemover.class);

  /** What was decided is true now: a request that succeeds much later would be wrong. */
  private static final RequestConfig AT_ONCE =
      new RequestConfigBuilder().withRequestRetryBackoffLimit(0).withRequestTimeout(1_000).build();

  private final KubernetesClient client;
  private final EventWriter events;

  ProxyRemover(KubernetesClient client, EventWriter events) {
    this.client = client;
    this.events = events;
  }

  /** {@return whether it is away now} */
  boolean remove(RedisFailover resource, ProxyPlace proxy) {
    SeenObject seen =
        SeenObject.pod(resource.getMetadata().getNamespace(), proxy.pod(), proxy.podUid());
    DeleteOptions atOnce = seen.options();
    atOnce.setGracePeriodSeconds(0L);
    boolean deleted;
    try {
      deleted =
          client
              .adapt(NamespacedKubernetesClient.class)
              .withRequestConfig(AT_ONCE)
              .call(once -> seen.delete(once, atOnce));
    } catch (KubernetesClientException failure) {
      LOG.warn("Failed to delete pod {} of {}.", proxy.pod(), LogName.of(resource), failure);
      return false;
    }
    if (!deleted) {
      return true;
    }
    events.write(
        resource,
        new ResourceEvent(
            true,
            EventReason.PROXY_REMOVED,
            "Neither node %s nor proxy %s on it answers, so the proxy was taken out of the Service;"
                    .formatted(proxy.node(), proxy.pod())
                + " another one is started."));
    return true;
  }
}
