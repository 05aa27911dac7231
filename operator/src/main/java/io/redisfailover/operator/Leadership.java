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
 * Of several operators one leads. Who stops gives the lead away at once; who loses it otherwise
 * ends, because its controllers must not go on beside those of the next one. Thread-safe.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final int LOST = 3;

  /** As client-go writes it: no time at all is not allowed in a lease. */
  private static final Duration GIVEN_AWAY = Duration.ofSeconds(1);

  /** A lease is patched: what is null stays. */
  private static final String NOBODY = "";

  private final String lease;
  private final String namespace;
  private final String identity;

  private volatile boolean stopping;
  private volatile boolean leading;

  /**
   * Not leading yet.
   *
   * @param lease name of the lease for which operators apply
   * @param namespace where it is
   * @param identity what tells this operator from the others
   */
  Leadership(String lease, String namespace, String identity) {
    this.lease = lease;
    this.namespace = namespace;
    this.identity = identity;
  }

  /** {@return how a leader is elected} */
  LeaderElectionConfiguration election() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        // Its own exit would wait for the shutdown hook, and that for it.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(this::began, this::ended, Leadership::heard))
        .build();
  }

  private static void heard(String leader) {
    LOG.info("{} leads", leader.equals(NOBODY) ? "nobody" : leader);
  }

  /**
   * Lets another operator lead at once, if it is this one that leads. It must have stopped working.
   * The SDK only ends the election, after which the lease would have to expire.
   */
  void giveAway(KubernetesClient client) {
    LeaseLock lock = new LeaseLock(namespace, lease, identity);
    try {
      LeaderElectionRecord held = lock.get(client);
      if (held == null || !identity.equals(held.getHolderIdentity())) {
        return;
      }
      ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
      lock.update(
          client,
          new LeaderElectionRecord(NOBODY, GIVEN_AWAY, now, now, held.getLeaderTransitions()));
      LOG.info("the lead is given away");
    } catch (KubernetesClientException failure) {
      LOG.warn("the lead is not given away, the lease has to expire: {}", failure.getMessage());
    }
  }

  /** The process is being stopped: the end of the lead is wanted. */
  void stopping() {
    stopping = true;
  }

  /** {@return whether this operator leads; without an election it has to be told} */
  boolean isLeading() {
    return leading;
  }

  /** This operator works from now on. */
  void began() {
    leading = true;
    LOG.info("leading");
  }

  private void ended() {
    leading = false;
    if (stopping) {
      return;
    }
    LOG.error("the lead is lost: this operator ends, and Kubernetes starts it again");
    Runtime.getRuntime().halt(LOST);
  }
}
