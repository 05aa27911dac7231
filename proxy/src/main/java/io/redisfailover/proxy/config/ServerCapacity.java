package io.redisfailover.proxy.config;

import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many clients the servers have and may have ({@code maxclients}), and what follows for the
 * sessions of this proxy. Immutable; pure.
 *
 * <p>Redis counts replicas, probes and commands as clients too, and keeps no place for them. So the
 * sessions leave {@link #RESERVE} places free on the server that they use, and as many on the one
 * that they would move to: a role change works while clients use up everything else. Several
 * proxies share a server without knowing of each other: each counts what the server itself counted
 * last, and takes a part of what was free then.
 *
 * @param known by server; a server that does not tell its limit is missing
 * @param load what uses the server that clients were routed to last; absent before the first one
 */
public record ServerCapacity(Map<Server, Clients> known, Optional<Load> load) {
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

  /**
   * So long after clients were routed to another server it counts for as full as the one before it:
   * the clients of other proxies are still to come. Source: the usual {@code check.interval},
   * within which each proxy learns of a new route.
   */
  public static final Duration MOVE = Duration.ofSeconds(1);

  /** Nothing is known. */
  public static final ServerCapacity UNKNOWN = new ServerCapacity(Map.of(), Optional.empty());

  /**
   * The clients of one server.
   *
   * @param most its {@code maxclients}
   * @param connected the clients that it has
   */
  public record Clients(int most, int connected) {}

  /**
   * What uses the server that clients are routed to.
   *
   * @param server that server
   * @param own the sessions of this proxy that count for its clients
   * @param connected what counts for all of its clients
   * @param least below which neither number falls, as long as clients move
   */
  public record Load(Server server, int own, int connected, Optional<Least> least) {
    private static Load of(Server server, int own, int connected, Optional<Least> least) {
      return new Load(
          server,
          Math.max(own, least.map(Least::own).orElse(own)),
          Math.max(connected, least.map(Least::connected).orElse(connected)),
          least);
    }
  }

  /**
   * What used the server before.
   *
   * @param own the sessions of this proxy among its clients
   * @param connected all of its clients
   * @param until when this is over
   */
  public record Least(int own, int connected, Instant until) {}

  /** Copies the map. */
  public ServerCapacity {
    known = Map.copyOf(known);
  }

  /**
   * {@return with what a server told}
   *
   * @param server the server
   * @param clients its clients
   * @param own the sessions of this proxy among them; absent when no client is routed there
   * @param now the time
   */
  public ServerCapacity learned(
      Server server, Clients clients, Optional<Integer> own, Instant now) {
    Optional<Load> using =
        own.map(mine -> Load.of(server, mine, clients.connected(), least(server, now)));
    return new ServerCapacity(with(server, Optional.of(clients)), using.or(() -> load));
  }

  private Optional<Least> least(Server server, Instant now) {
    return load.flatMap(before ->
        before.server() == server
            ? before.least().filter(least -> now.isBefore(least.until()))
            : Optional.of(new Least(before.own(), before.connected(), now.plus(MOVE))));
  }

  /** {@return without what a server told before} */
  public ServerCapacity without(Server server) {
    return new ServerCapacity(with(server, Optional.empty()), load);
  }

  /** {@return without the clients of a server that is not reached; it had to close them} */
  public ServerCapacity lost(Server server) {
    Optional<Clients> none =
        Optional.ofNullable(known.get(server)).map(before -> new Clients(before.most(), 0));
    return new ServerCapacity(with(server, none), load);
  }

  private Map<Server, Clients> with(Server server, Optional<Clients> clients) {
    Map<Server, Clients> next = new EnumMap<>(Server.class);
    next.putAll(known);
    next.remove(server);
    clients.ifPresent(present -> next.put(server, present));
    return next;
  }

  /** {@return most server connections of all sessions, at least 1; absent without a known limit} */
  public OptionalInt mostSessions() {
    int own = load.map(Load::own).orElse(0);
    int connected = load.map(Load::connected).orElse(0);
    OptionalInt free =
        known.values().stream()
            .mapToInt(
                clients -> clients.most() - Math.max(clients.connected(), connected) - RESERVE)
            .min();
    return free.isEmpty() ? free : OptionalInt.of(Math.max(1, own + part(free.getAsInt())));
  }

  private static int part(int free) {
    return free > 0 ? Math.ceilDiv(free, PART) : free;
  }

  /**
   * {@return the limits of both servers in one sentence to act on} It does not change with the
   * number of clients.
   */
  public Optional<String> inWords() {
    return known.entrySet().stream()
        .min(
            Map.Entry.comparingByValue((left, right) -> Integer.compare(left.most(), right.most())))
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
