package io.redisfailover.simulation;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.Map;
import java.util.Set;

/** Two servers to which the steps of a contract are done: the simulated ones, or real ones. */
interface ContractPair {
  /**
   * What one server shows.
   *
   * @param state what a probe reads
   * @param keys the keys that it holds
   * @param backlog whether it keeps a backlog
   * @param feeds whether a replica is attached
   * @param online whether one is attached that has its copy
   * @param fullSyncs how many full copies its process has granted
   * @param partialSyncs how many replicas its process has let go on from where they were
   */
  record Shown(
      ServerState state,
      Set<String> keys,
      boolean backlog,
      boolean feeds,
      boolean online,
      int fullSyncs,
      int partialSyncs) {}

  /** {@return whether the server took what it was sent; true where nothing can be refused} */
  boolean apply(ContractStep step);

  /** {@return what those servers show that run and answer} */
  Map<Server, Shown> probe();

  static String key(long write) {
    return "k" + write;
  }
}
