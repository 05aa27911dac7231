package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which proxies are gone with their node. Pure. */
final class LostProxies {
  /** A node that has not answered for so long is gone. */
  static final Duration NODE_SILENT = Duration.ofMillis(1_200);

  /** A proxy is asked from then on, and must be silent itself. */
  static final Duration PROXY_SILENT = Duration.ofMillis(800);

  private LostProxies() {}

  /**
   * {@return the proxies that answer nothing, on nodes that answered before and answer nothing any
   * more; none while no other proxy's node answers, because then this operator may be the one that
   * is cut off}
   *
   * @param proxies the ready proxies of one resource
   * @param sights what was seen of kubelets and control addresses
   * @param spared nodes whose proxies were taken away not long ago: who is cut off from one node
   *     only must not do it again and again
   * @param now the present moment
   */
  static List<ProxyPlace> of(
      List<ProxyPlace> proxies, Map<Endpoint, Sight> sights, Set<String> spared, Instant now) {
    boolean othersAnswer =
        proxies.stream().anyMatch(proxy -> sight(sights, proxy.kubelet()).answers());
    return othersAnswer
        ? proxies.stream()
            .filter(proxy -> !spared.contains(proxy.node()))
            .filter(proxy -> isGone(proxy, sights, now))
            .toList()
        : List.of();
  }

  private static boolean isGone(ProxyPlace proxy, Map<Endpoint, Sight> sights, Instant now) {
    Sight node = sight(sights, proxy.kubelet());
    return node.everAnswered()
        && node.isSilentFor(NODE_SILENT, now)
        && sight(sights, proxy.control()).isSilentFor(PROXY_SILENT, now);
  }

  private static Sight sight(Map<Endpoint, Sight> sights, Endpoint address) {
    return sights.getOrDefault(address, Sight.NONE);
  }
}
