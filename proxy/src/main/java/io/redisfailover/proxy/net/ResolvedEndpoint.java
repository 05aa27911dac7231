package io.redisfailover.proxy.net;

import io.netty.util.NetUtil;
import io.redisfailover.failover.model.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint of one server and the addresses that its name resolved to. Immutable; pure.
 *
 * <p>An address does not prove which server answers there. The proxy probes it before it routes a
 * client there, and a replica counts by its replication history, not by the address that it
 * follows.
 *
 * @param said the endpoint in the file or in the newest push
 * @param found the address to dial; absent until the name was resolved once
 * @param former earlier addresses, newest first: a replica may name one of them until it is told to
 *     follow another
 * @param followedAt where the other server follows this one, if nobody had said so before
 */
record ResolvedEndpoint(
    Endpoint said,
    Optional<InetAddress> found,
    List<InetAddress> former,
    Optional<Endpoint> followedAt) {
  private static final int MOST_FORMER = 4;

  /** Creates it for an endpoint that was not resolved yet. */
  static ResolvedEndpoint of(Endpoint said) {
    return new ResolvedEndpoint(said, literal(said), List.of(), Optional.empty());
  }

  /** {@return the same server with another endpoint} */
  ResolvedEndpoint said(Endpoint newer) {
    if (newer.equals(said)) {
      return this;
    }
    boolean sameName = newer.host().equals(said.host());
    return new ResolvedEndpoint(
        newer, sameName ? found : literal(newer), sameName ? former : left(), followedAt);
  }

  /**
   * Takes in the addresses to which the name resolved now.
   *
   * @param addresses all of them, at least one; the present address stays while it is among them,
   *     because their order means nothing
   */
  ResolvedEndpoint foundAt(List<InetAddress> addresses) {
    boolean stays = found.filter(addresses::contains).isPresent();
    return stays
        ? this
        : new ResolvedEndpoint(said, Optional.of(addresses.getFirst()), left(), followedAt);
  }

  /** {@return the same server, which the other one follows at this address} */
  ResolvedEndpoint followedAt(Endpoint address) {
    return new ResolvedEndpoint(said, found, former, Optional.of(address));
  }

  /** {@return whether its host is a name, which has to be resolved} */
  boolean isNamed() {
    return literal(said).isEmpty();
  }

  /** {@return the address to dial; absent until the name was resolved once} */
  Optional<InetSocketAddress> address() {
    return found.map(address -> new InetSocketAddress(address, said.port()));
  }

  /**
   * {@return the endpoint, with every further name by which the other server may know this one}
   *
   * @param other the other server; its present address is no longer an address of this one
   */
  Endpoint endpoint(ResolvedEndpoint other) {
    Set<String> aliases = new HashSet<>(said.aliases());
    found.ifPresent(address -> aliases.addAll(names(address)));
    former.stream()
        .filter(address -> !other.found.equals(Optional.of(address)))
        .forEach(address -> aliases.addAll(names(address)));
    followedAt.map(Endpoint::toString).ifPresent(aliases::add);
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

  /** An IPv6 address has two spellings. */
  private static Set<String> names(InetAddress address) {
    return new HashSet<>(List.of(address.getHostAddress(), NetUtil.toAddressString(address)));
  }
}
