package io.redisfailover.operator.pair;

import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Line;
import java.util.List;
import java.util.Optional;

/**
 * What the controller of one resource works with.
 *
 * @param settings what the resource says, with the addresses of both servers
 * @param record the newest line that the resource's status names
 * @param password of the ACL user of the operator
 * @param token of the proxies' control API
 * @param proxies the control addresses of the proxies of the moment
 */
public record PairPlan(
    ControllerSettings settings,
    Optional<Line> record,
    String password,
    String token,
    List<Endpoint> proxies) {
  /** Copies the list. */
  public PairPlan {
    proxies = List.copyOf(proxies);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "PairPlan[" + settings + ", " + record + ", " + proxies + "]";
  }
}
