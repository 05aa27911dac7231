package io.redisfailover.standalone;

import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.standalone.config.Servers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Resolves the two servers. Redis itself is told addresses only, because it would resolve a name in
 * its main thread; every name and further address is kept to recognise a link by.
 */
final class Addresses {
  private Addresses() {}

  /**
   * Resolves both.
   *
   * @throws StartException when a name is not known, or both names are one server
   */
  static Endpoints resolve(Servers servers) throws StartException {
    Endpoint master = resolve("servers.master.host", servers.master());
    Endpoint backup = resolve("servers.backup.host", servers.backup());
    Set<String> shared = new HashSet<>(names(master));
    shared.retainAll(names(backup));
    if (master.port() == backup.port() && !shared.isEmpty()) {
      throw new StartException(
          "servers: the two addresses "
              + servers.master().host()
              + " and "
              + servers.backup().host()
              + " are one server ("
              + master
              + "). Write where the second server is.");
    }
    return new Endpoints(master, backup);
  }

  private static Endpoint resolve(String key, Servers.Address address) throws StartException {
    try {
      List<String> all =
          Arrays.stream(InetAddress.getAllByName(address.host()))
              .map(InetAddress::getHostAddress)
              .toList();
      Set<String> aliases = new HashSet<>(all);
      aliases.add(address.host());
      aliases.addAll(address.aliases());
      if (all.stream().anyMatch(Addresses::isLoopback)) {
        aliases.add("localhost");
      }
      return new Endpoint(all.getFirst(), address.port(), aliases);
    } catch (UnknownHostException unknown) {
      throw new StartException(
          key + ": the name " + address.host() + " is not known. Write a name or an address.");
    }
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
  }

  private static Set<String> names(Endpoint endpoint) {
    Set<String> names = new HashSet<>(endpoint.aliases());
    names.add(endpoint.host());
    return names;
  }

  /** {@return whether a name or address leads to the same address as another one} */
  static boolean areOneHost(String left, String right) {
    try {
      Set<InetAddress> shared = new HashSet<>(Arrays.asList(InetAddress.getAllByName(left)));
      shared.retainAll(Arrays.asList(InetAddress.getAllByName(right)));
      return !shared.isEmpty();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
