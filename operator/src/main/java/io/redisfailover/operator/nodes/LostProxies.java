package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which proxies are gone with their node. Pure. */
final class LostProxies {
  /** What has not answered for so long is gone. */
  static final Duration SILENT = Duration.ofMillis(800);

  private LostProxies() {}

  /**
   * {@return the proxies that answer nothing, on nodes that answered before and answer nothing any
   * more; none while no other node answers, because then this operator may be the one that is cut
   * off}
   *
   * @param proxies the ready proxies of one resource
   * @param sights what was seen of kubelets and control addresses
   * @param witnesses kubelets of other nodes than this operator's own, which answers in any case
   * @param spared nodes whose proxies were taken away not long ago: who is cut off from one node
   *     only must not do it again and again
   * @param asked when the newest questions were asked
   * @param now the present moment
   */
  static List<ProxyPlace> of(
      List<ProxyPlace> proxies,
      Map<Endpoint, Sight> sights,
      Set<Endpoint> witnesses,
      Set<String> spared,
      Instant asked,
      Instant now) {
    boolean seesOthers =
        witnesses.stream().anyMatch(kubelet -> sight(sights, kubelet).answers(asked));
    List<ProxyPlace> gone = proxies.stream().filter(proxy -> isGone(proxy, sights, now)).toList();
    return seesOthers && gone.size() < proxies.size()
        ? gone.stream().filter(proxy -> !spared.contains(proxy.node())).toList()
        : List.of();
  }

  private static boolean isGone(ProxyPlace proxy, Map<Endpoint, Sight> sights, Instant now) {
    Sight node = sight(sights, proxy.kubelet());
    return node.everAnswered()
        && node.isSilentFor(SILENT, now)
        && sight(sights, proxy.control()).isSilentFor(SILENT, now);
  }

  private static Sight sight(Map<Endpoint, Sight> sights, Endpoint address) {
    return sights.getOrDefault(address, Sight.NONE);
  }
}
