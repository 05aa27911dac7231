package io.redisfailover.operator.pair;

import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the controller of one resource works with.
 *
 * @param settings what the resource says, with the addresses of both servers
 * @param writable servers that may take writes of their own while they are replicas
 * @param record the newest line that the resource's status names
 * @param password of the ACL user of the operator
 * @param token of the proxies' control API
 * @param proxies the control addresses of the proxies of the moment
 */
public record PairPlan(
    ControllerSettings settings,
    Set<Node> writable,
    Optional<Line> record,
    String password,
    String token,
    List<Endpoint> proxies) {
  /** Copies the collections. */
  public PairPlan {
    writable = Set.copyOf(writable);
    proxies = List.copyOf(proxies);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "PairPlan[" + settings + ", " + record + ", " + proxies + "]";
  }
}
