package io.redisfailover.operator;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several operators one leads. Who stops gives the lead away at once; who loses it otherwise
 * ends, because its controllers must not go on beside those of the next one. Thread-safe.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final String LEASE = "redis-failover-operator";
  private static final int LOST = 3;

  private volatile boolean stopping;

  /** {@return how a leader is elected in a namespace} */
  LeaderElectionConfiguration in(String namespace) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(namespace)
        // Its own exit would wait for the shutdown hook, and that for it.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> LOG.info("leading"), this::ended, leader -> LOG.info("{} leads", leader)))
        .build();
  }

  /** The process is being stopped: the end of the lead is wanted. */
  void stopping() {
    stopping = true;
  }

  private void ended() {
    if (stopping) {
      return;
    }
    LOG.error("the lead is lost: this operator ends, and Kubernetes starts it again");
    Runtime.getRuntime().halt(LOST);
  }
}
