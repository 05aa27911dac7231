package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Endpoint;
import java.util.List;

/**
 * Tells a proxy which other proxies are in front of the same servers.
 *
 * @param peers where their control APIs are, at most {@link ControlLimits#MOST_PEERS}
 */
public record PeerList(List<Endpoint> peers) {
  /** Copies the list. */
  public PeerList {
    peers = List.copyOf(peers);
  }
}
