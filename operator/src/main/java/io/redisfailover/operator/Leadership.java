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
  private static final int LOST = 3;

  private volatile boolean stopping;
  private volatile boolean leading;

  /** {@return how a leader is elected by a lease in a namespace} */
  LeaderElectionConfiguration by(String lease, String namespace) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
        .withLeaseNamespace(namespace)
        // Its own exit would wait for the shutdown hook, and that for it.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(this::began, this::ended, leader -> LOG.info("{} leads", leader)))
        .build();
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
