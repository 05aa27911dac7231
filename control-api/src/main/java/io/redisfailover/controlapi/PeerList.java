package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Endpoint;
import java.util.List;

/**
 * Tells a proxy which other proxies are in front of the same servers.
 *
 * @param sequence grows from one list to the next; a proxy takes no older one
 * @param peers where their control APIs are, at most {@link ControlLimits#MOST_PEERS}
 */
public record PeerList(long sequence, List<Endpoint> peers) {
  /** Copies the list. */
  public PeerList {
    peers = List.copyOf(peers);
  }
}
