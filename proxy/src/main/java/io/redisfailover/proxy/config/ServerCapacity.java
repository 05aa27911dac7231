package io.redisfailover.proxy.config;

import io.redisfailover.failover.model.Server;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many clients the servers have and may have ({@code maxclients}), and what follows for the
 * sessions of this proxy. Immutable; pure.
 *
 * <p>Redis counts replicas, probes and commands as clients too, and keeps no place for them. So the
 * sessions leave {@link #RESERVE} places free on the server that they use: a role change works
 * while clients use up everything else. Several proxies share a server without knowing of each
 * other: each counts what the server itself counted last, and takes a part of what was free then.
 *
 * @param known by server; a server that does not tell its limit is missing
 */
public record ServerCapacity(Map<Server, Clients> known) {
  /**
   * Places that sessions leave free: for the new connections of a role change (two of each proxy,
   * six of the controller), for the replica, and for an administrator.
   */
  public static final int RESERVE = 16;

  /**
   * The part of the free places that the sessions of one proxy take before the server has counted
   * again: so many proxies do not use up the reserve, even when the clients of all of them come at
   * the same moment.
   */
  public static final int PART = 4;

  /** Nothing is known. */
  public static final ServerCapacity UNKNOWN = new ServerCapacity(Map.of());

  /**
   * The clients of one server.
   *
   * @param most its {@code maxclients}
   * @param connected the clients that it has
   * @param own those of them that are sessions of this proxy; absent when none is routed there
   */
  public record Clients(int most, int connected, Optional<Integer> own) {
    /**
     * A server without sessions of this proxy may get other proxies' clients first, or all that the
     * other server has, at once.
     */
    private int mayUse() {
      int free = most - connected - RESERVE;
      return own.map(mine -> mine + (free > 0 ? Math.ceilDiv(free, PART) : free))
          .orElse(most - 2 * RESERVE);
    }
  }

  /** Copies the map. */
  public ServerCapacity {
    known = Map.copyOf(known);
  }

  /** {@return with what a server told} */
  public ServerCapacity learned(
      Server server, int most, int connected, Optional<Integer> ownSessions) {
    Map<Server, Clients> next = new EnumMap<>(Server.class);
    next.putAll(known);
    next.put(server, new Clients(most, connected, ownSessions));
    return new ServerCapacity(next);
  }

  /** {@return without what a server told before} */
  public ServerCapacity without(Server server) {
    Map<Server, Clients> next = new EnumMap<>(Server.class);
    next.putAll(known);
    next.remove(server);
    return new ServerCapacity(next);
  }

  /** {@return most server connections of all sessions, at least 1; absent without a known limit} */
  public OptionalInt mostSessions() {
    return known.values().stream().mapToInt(clients -> Math.max(1, clients.mayUse())).min();
  }

  /**
   * {@return the limits of both servers in one sentence to act on} It does not change with the
   * number of clients.
   */
  public Optional<String> inWords() {
    return known.entrySet().stream()
        .min(Map.Entry.comparingByValue((left, right) -> Integer.compare(left.most, right.most)))
        .map(least ->
            "%s takes %,d clients (maxclients), and %d of these connections are kept for failover."
                .formatted(least.getKey(), least.getValue().most(), RESERVE));
  }

  /** {@return why clients wait for a connection, in one sentence; absent without a known limit} */
  public Optional<String> obstacle() {
    return inWords()
        .map(words ->
            "Clients wait for a free connection of the server; raise maxclients, or lower the"
                + " number of clients: "
                + words);
  }
}
