package io.redisfailover.configuration;

import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.file.ServersSection;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the file says that the two servers are. */
public final class Addresses {
  private Addresses() {}

  /**
   * {@return both as they are written} Names may be unknown for now, and may mean another address
   * later: who uses them looks them up.
   */
  public static Endpoints named(ServersSection servers) {
    return told(servers).alsoAt(new Endpoints(named(servers.master()), named(servers.backup())));
  }

  /** {@return an address that is listened on, as it is written: without a slash in front} */
  public static String text(InetSocketAddress bound) {
    return new Endpoint(bound.getAddress().getHostAddress(), bound.getPort()).toString();
  }

  private static Endpoint named(ServersSection.Address address) {
    return new Endpoint(address.host(), address.port(), Set.copyOf(address.aliases()));
  }

  /** {@return where each server is told that the other one is, if the file says it} */
  public static ReplicationAddresses told(ServersSection servers) {
    return new ReplicationAddresses(told(servers.master()), told(servers.backup()));
  }

  private static Optional<Endpoint> told(ServersSection.Address address) {
    return address
        .replicationAddress()
        .flatMap(HostPort::parse)
        .map(told -> new Endpoint(told.host(), told.port()));
  }

  /**
   * Resolves both, once. Redis itself is told addresses only, because it would resolve a name in
   * its main thread; every name and further address is kept to recognise a link by.
   *
   * @throws StartException when a name is not known or has more addresses than can be told to the
   *     proxies, or both names are one server
   */
  public static Endpoints resolve(ServersSection servers) throws StartException {
    Endpoint master = found(servers, Server.MASTER);
    Endpoint backup = found(servers, Server.BACKUP);
    Set<String> shared = new HashSet<>(names(master));
    shared.retainAll(names(backup));
    if (master.port() == backup.port() && !shared.isEmpty()) {
      throw new StartException(
          "servers: "
              + servers.master().host()
              + " and "
              + servers.backup().host()
              + " are the same address ("
              + master
              + "); set servers.backup to the second server.");
    }
    return told(servers).alsoAt(new Endpoints(master, backup));
  }

  /** The JDK keeps an answer for 30 s, and that there is none for 10 s; from now on it does not. */
  public static void lookNamesUpAnew() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  /**
   * Resolves one server, as {@link #resolve(ServersSection)} does.
   *
   * @throws StartException when its name is not known, or has too many addresses
   */
  public static Endpoint resolve(ServersSection servers, Server server) throws StartException {
    Endpoint found = found(servers, server);
    return told(servers).alsoAt(new Endpoints(found, found)).of(server);
  }

  private static Endpoint found(ServersSection servers, Server server) throws StartException {
    return server == Server.MASTER
        ? resolve("servers.master.host", servers.master())
        : resolve("servers.backup.host", servers.backup());
  }

  private static Endpoint resolve(String key, ServersSection.Address address)
      throws StartException {
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
      checkCount(key, address.host(), aliases.size());
      return new Endpoint(all.getFirst(), address.port(), aliases);
    } catch (UnknownHostException unknown) {
      throw new StartException(
          key
              + ": cannot resolve the name "
              + address.host()
              + "; correct it, or use an IP address.");
    }
  }

  /** Refuses what no proxy would take; one more is the name that the other server may know. */
  private static void checkCount(String key, String host, int count) throws StartException {
    if (count >= ControlLimits.MOST_ALIASES) {
      throw new StartException(
          "%s: %s has %d names and addresses, aliases included, and a proxy accepts fewer than %d; use an IP address, or fewer aliases."
              .formatted(key, host, count, ControlLimits.MOST_ALIASES));
    }
  }

  /** {@return whether a name or address leads to the machine that asks, whichever that is} */
  public static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static Set<String> names(Endpoint endpoint) {
    Set<String> names = new HashSet<>(endpoint.aliases());
    names.add(endpoint.host());
    return names;
  }

  /** {@return whether a name or address leads to the same address as another one} */
  public static boolean areOneHost(String left, String right) {
    try {
      Set<InetAddress> shared = new HashSet<>(Arrays.asList(InetAddress.getAllByName(left)));
      shared.retainAll(Arrays.asList(InetAddress.getAllByName(right)));
      return !shared.isEmpty();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /**
   * {@return the control APIs of the other proxies; absent where another process controls this one
   * and knows them}
   */
  static Optional<List<Endpoint>> peers(ProcessConfig config) {
    return config.controller() || !config.proxies().isEmpty()
        ? Optional.of(others(config))
        : Optional.empty();
  }

  /** {@return the control APIs of the other proxies; their addresses have been checked} */
  public static List<Endpoint> others(ProcessConfig config) {
    return config.proxies().stream()
        .map(other -> HostPort.parse(other).orElseThrow())
        .map(address -> new Endpoint(address.host(), address.port()))
        .toList();
  }
}
