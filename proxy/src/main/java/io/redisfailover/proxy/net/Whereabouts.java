package io.redisfailover.proxy.net;

import io.netty.util.NetUtil;
import io.redisfailover.failover.view.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where one server is: what was said of it, and the addresses that were found. Immutable; pure.
 *
 * <p>An address is no proof of who answers there. What answers is looked at before a client gets
 * there, and a replica counts by its history, not by whom it names.
 *
 * @param said what the file or the newest push says
 * @param found the address to dial; absent while the name could not be looked up even once
 * @param former where it was before, newest first: a replica may go on to name that until it is
 *     told otherwise
 */
record Whereabouts(Endpoint said, Optional<InetAddress> found, List<InetAddress> former) {
  private static final int MOST_FORMER = 4;

  /** What is known of a server of which only this was said. */
  static Whereabouts of(Endpoint said) {
    return new Whereabouts(said, literal(said), List.of());
  }

  /** {@return what is known after this was said of the same server} */
  Whereabouts said(Endpoint newer) {
    if (newer.equals(said)) {
      return this;
    }
    boolean sameName = newer.host().equals(said.host());
    return new Whereabouts(newer, sameName ? found : literal(newer), sameName ? former : left());
  }

  /**
   * Takes in what the name means now.
   *
   * @param addresses all of its addresses, at least one; while the present one is among them it
   *     stays, because their order means nothing
   */
  Whereabouts foundAt(List<InetAddress> addresses) {
    boolean stays = found.filter(addresses::contains).isPresent();
    return stays ? this : new Whereabouts(said, Optional.of(addresses.getFirst()), left());
  }

  /** {@return whether there is a name to be looked up} */
  boolean isNamed() {
    return literal(said).isEmpty();
  }

  /** {@return where to dial, if that is known} */
  Optional<InetSocketAddress> address() {
    return found.map(address -> new InetSocketAddress(address, said.port()));
  }

  /**
   * {@return what was said, and every further name by which the other server may know this one}
   *
   * @param other the other server: where that one is now, this one is no more
   */
  Endpoint endpoint(Whereabouts other) {
    Set<String> aliases = new HashSet<>(said.aliases());
    found.ifPresent(address -> aliases.addAll(names(address)));
    former.stream()
        .filter(address -> !other.found.equals(Optional.of(address)))
        .forEach(address -> aliases.addAll(names(address)));
    return new Endpoint(said.host(), said.port(), aliases);
  }

  private List<InetAddress> left() {
    List<InetAddress> all = new ArrayList<>();
    found.ifPresent(all::add);
    former.stream().filter(address -> !all.contains(address)).forEach(all::add);
    return List.copyOf(all.subList(0, Math.min(all.size(), MOST_FORMER)));
  }

  private static Optional<InetAddress> literal(Endpoint endpoint) {
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(endpoint.host()));
  }

  /** An IPv6 address is written in two ways. */
  private static Set<String> names(InetAddress address) {
    return new HashSet<>(List.of(address.getHostAddress(), NetUtil.toAddressString(address)));
  }
}
