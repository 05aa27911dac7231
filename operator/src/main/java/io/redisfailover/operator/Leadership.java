package io.redisfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader election of operators. An operator that stops releases the lease. An operator that loses
 * the lease exits, because its controllers must not run beside those of the next leader.
 * Thread-safe.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final int LOST = 3;

  /** Duration of a released lease, as in client-go: Kubernetes rejects 0. */
  private static final Duration RELEASED = Duration.ofSeconds(1);

  /** Holder of a released lease: in a patch, null would keep the old one. */
  private static final String NOBODY = "";

  private final String lease;
  private final String namespace;
  private final String identity;

  private volatile boolean stopping;
  private volatile boolean leading;

  /**
   * Creates a candidate.
   *
   * @param lease name of the leader lease
   * @param namespace namespace of the lease
   * @param identity unique name of this operator
   */
  Leadership(String lease, String namespace, String identity) {
    this.lease = lease;
    this.namespace = namespace;
    this.identity = identity;
  }

  /** {@return the configuration of the election} */
  LeaderElectionConfiguration election() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        // The exit of the SDK and the shutdown hook would wait for each other.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(this::began, this::ended, Leadership::heard))
        .build();
  }

  private static void heard(String leader) {
    if (leader.equals(NOBODY)) {
      LOG.info("Saw no leader.");
    } else {
      LOG.info("Saw the leader {}.", leader);
    }
  }

  /**
   * Releases the lease if this operator holds it, so that another one leads at once. All
   * controllers must have ended. The SDK ends only the election, and the lease would have to
   * expire.
   */
  void release(KubernetesClient client) {
    LeaseLock lock = new LeaseLock(namespace, lease, identity);
    try {
      LeaderElectionRecord held = lock.get(client);
      if (held == null || !identity.equals(held.getHolderIdentity())) {
        return;
      }
      ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
      lock.update(
          client,
          new LeaderElectionRecord(NOBODY, RELEASED, now, now, held.getLeaderTransitions()));
      LOG.info("Released the leader lease.");
    } catch (KubernetesClientException failure) {
      LOG.warn("Failed to release the leader lease; it expires by itself.", failure);
    }
  }

  /** Announces that the process stops, so that the end of the election is expected. */
  void stopping() {
    stopping = true;
  }

  /** {@return whether this operator leads} */
  boolean isLeading() {
    return leading;
  }

  /** This operator leads from now on. */
  void began() {
    leading = true;
    LOG.info("Acquired the leader lease.");
  }

  private void ended() {
    leading = false;
    if (stopping) {
      return;
    }
    LOG.error("Lost the leader lease; exiting so that Kubernetes restarts this operator.");
    Runtime.getRuntime().halt(LOST);
  }
}
