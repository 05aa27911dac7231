package io.redisfailover.controller;

import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ReplicationAddresses;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where both servers are, and the former addresses by which a replica may still name its active
 * server. A replica follows an address, so after its active server has moved, its link is down and
 * names the former address: it is still the standby of that server, and may be promoted. And where
 * a network translates addresses, a replica may follow its active server at one that is written
 * nowhere: it is told the same one when it rejoins. One thread changes the addresses, any thread
 * reads them.
 */
final class ServerAddresses {
  private static final int MOST_FORMER = 4;

  /**
   * The address of one server.
   *
   * @param present where it is
   * @param followedAt where the other server follows it, or was found to at the start
   * @param former hosts of its former addresses, the newest first
   * @param movedAt when it moved last
   */
  private record Known(
      Endpoint present, Optional<Endpoint> followedAt, List<String> former, Instant movedAt) {
    static Known of(Endpoint endpoint, Optional<Endpoint> foundAt) {
      return new Known(endpoint, foundAt, List.of(), Instant.MIN);
    }

    Known at(Endpoint newer, Instant now) {
      if (newer.equals(present)) {
        return this;
      }
      List<String> names =
          Stream.of(
                  Stream.of(present.host()),
                  followedAt.stream().map(Endpoint::toString),
                  former.stream())
              .flatMap(hosts -> hosts)
              .filter(host -> !host.equals(newer.host()))
              .distinct()
              .limit(MOST_FORMER)
              .toList();
      return new Known(newer, Optional.empty(), names, now);
    }

    Known followedAt(Endpoint address) {
      return new Known(present, Optional.of(address), former, movedAt);
    }

    Known withoutFormer() {
      return new Known(present, followedAt, List.of(), movedAt);
    }

    /** Where the other server is now, this one is no more. */
    Endpoint besides(Known other) {
      Set<String> aliases = new HashSet<>(present.aliases());
      former.stream()
          .filter(host -> !other.present().isNamedBy(host, present.port()))
          .forEach(aliases::add);
      followedAt.map(Endpoint::toString).ifPresent(aliases::add);
      return new Endpoint(present.host(), present.port(), aliases);
    }
  }

  private record Both(Known master, Known backup) {
    Known of(Server server) {
      return server == Server.MASTER ? master : backup;
    }

    Both with(Server server, Known known) {
      return server == Server.MASTER ? new Both(known, backup) : new Both(master, known);
    }
  }

  private final ControllerSetup setup;
  private volatile Both both;

  /** Creates the addresses of two servers that have not moved yet. */
  ServerAddresses(ControllerSetup setup) {
    Endpoints endpoints = setup.settings().endpoints();
    this.setup = setup;
    this.both =
        new Both(
            Known.of(endpoints.master(), setup.foundAt().master()),
            Known.of(endpoints.backup(), setup.foundAt().backup()));
  }

  /** {@return a server where it is now; for any thread} */
  ServerAccess access(Server server) {
    return setup.server(server, endpoints());
  }

  /** {@return the settings with the present addresses} */
  ControllerSettings settings() {
    return setup.settings().movedTo(endpoints()).telling(told());
  }

  private ReplicationAddresses told() {
    Both now = both;
    return setup
        .settings()
        .told()
        .or(new ReplicationAddresses(now.master().followedAt(), now.backup().followedAt()));
  }

  /** {@return why both addresses are one server, which would be told to follow itself} */
  Optional<String> oneServer(ObserverMemory seen) {
    Optional<String> master = seen.master().state().map(ServerState::runId);
    return master.isPresent() && master.equals(seen.backup().state().map(ServerState::runId))
        ? Optional.of(
            "the addresses "
                + endpoints().master()
                + " and "
                + endpoints().backup()
                + " reach the same Redis process; correct the address of the second server")
        : Optional.empty();
  }

  /** {@return where both servers are, with their former addresses as aliases; for any thread} */
  Endpoints endpoints() {
    Both now = both;
    return new Endpoints(now.master().besides(now.backup()), now.backup().besides(now.master()));
  }

  /** Takes in where the servers are. {@return whether one of them has moved} */
  boolean moved(Endpoints endpoints, Instant now) {
    Both before = both;
    both =
        new Both(
            before.master().at(endpoints.master(), now),
            before.backup().at(endpoints.backup(), now));
    return !both.equals(before);
  }

  /**
   * Takes a probe in: once a moved server is active at its new address, a standby whose link is
   * down must be told the new address, so that the former ones are no names of the server any more.
   *
   * @param result the newest probe result
   * @param seen what is remembered of both servers, this result included
   */
  void probed(ProbeResult result, ObserverMemory seen) {
    Known known = both.of(result.server());
    Optional<ServerState> active =
        result.state().filter(state -> seen.isEpochServer(result.server(), state));
    Optional<ServerState> standby = seen.of(result.server().other()).state();
    boolean unlinked = standby.filter(state -> !state.isLinkedToPeer()).isPresent();
    boolean atNewAddress = result.sentAt().isAfter(known.movedAt());
    if (!known.former().isEmpty() && active.isPresent() && unlinked && atNewAddress) {
      both = both.with(result.server(), known.withoutFormer());
    }
  }

  /**
   * Takes in where a replica follows the other server, when what both said shows that it does.
   *
   * @param follower the replica
   * @param seen what is remembered of both servers
   * @return the address, if it is new
   */
  Optional<Endpoint> recognized(Server follower, ObserverMemory seen) {
    Known known = both.of(follower.other());
    Optional<Endpoint> address =
        seen.recognizedAddress(follower).filter(it -> !known.followedAt().equals(Optional.of(it)));
    address.ifPresent(it -> both = both.with(follower.other(), known.followedAt(it)));
    return address;
  }
}
