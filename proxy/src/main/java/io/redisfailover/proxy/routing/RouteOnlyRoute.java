package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The route of the mode {@code RouteOnly}: Master while its check passes, else Backup while its
 * check passes, else none. Immutable; pure.
 *
 * @param settings which sessions are closed when a server goes down or comes up
 * @param master what Master may be used for
 * @param backup what Backup may be used for
 * @param target the target of new sessions; absent while they are held
 * @param generation number of the newest target
 */
public record RouteOnlyRoute(
    Mode.RouteOnly settings,
    ServerUse master,
    ServerUse backup,
    Optional<DialTarget> target,
    long generation) {

  private static final String NO_NEW_CLIENTS = "no server takes new clients by its check";

  /** Both servers count as down before they were checked. */
  public static RouteOnlyRoute starting(Mode.RouteOnly settings) {
    return new RouteOnlyRoute(
        settings, ServerUse.UNCHECKED, ServerUse.UNCHECKED, Optional.empty(), 0);
  }

  /** {@return the same route with other settings} */
  RouteOnlyRoute with(Mode.RouteOnly other) {
    return new RouteOnlyRoute(other, master, backup, target, generation);
  }

  /**
   * A new route and the steps to it.
   *
   * @param route the route
   * @param steps the orders for the byte path, in order; may be empty
   */
  public record Change(RouteOnlyRoute route, List<RelayStep> steps) {}

  /** The addresses of the servers. */
  @FunctionalInterface
  public interface Addresses {
    /** {@return the address of {@code server}; absent until its name was resolved once} */
    Optional<InetSocketAddress> of(Server server);
  }

  /** {@return the server of new sessions; absent while they are held} */
  public Optional<Server> server() {
    return target.map(DialTarget::server);
  }

  /** {@return the reason of this route, in words that follow on a colon} */
  public String why() {
    if (master.now() == Availability.UP) {
      return "Master is up by its check";
    }
    if (backup.now() == Availability.UP) {
      return "Master" + master.inWords() + "; Backup is up";
    }
    if (isAdministered(master) || isAdministered(backup)) {
      return "Master" + master.inWords() + "; Backup" + backup.inWords();
    }
    return master.now() == backup.now() ? noneBecause() : NO_NEW_CLIENTS;
  }

  private static boolean isAdministered(ServerUse use) {
    return use.now() != use.byCheck();
  }

  private String noneBecause() {
    return master.now() == Availability.DOWN ? "no server is up by its check" : NO_NEW_CLIENTS;
  }

  /** {@return what an administrator has set for a server} */
  public ServerAdmin admin(Server server) {
    return use(server).admin();
  }

  private ServerUse use(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /**
   * Takes in the verdict of a check.
   *
   * @param server the server
   * @param availability what the server may be used for by it
   * @param addresses the addresses of the servers
   */
  public Change checked(Server server, Availability availability, Addresses addresses) {
    return with(server, use(server).checked(availability), addresses);
  }

  /**
   * Takes in what an administrator has set. Sessions end as by a check: those of a server in
   * maintenance if {@code shutdownSessionsOnDown} says so.
   *
   * @param server the server
   * @param admin what is set for it
   * @param addresses the addresses of the servers
   */
  public Change administered(Server server, ServerAdmin admin, Addresses addresses) {
    return with(server, use(server).administered(admin), addresses);
  }

  private Change with(Server server, ServerUse use, Addresses addresses) {
    ServerUse newMaster = server == Server.MASTER ? use : master;
    ServerUse newBackup = server == Server.BACKUP ? use : backup;
    Availability availability = use.now();
    Availability before = use(server).now();
    List<RelayStep> steps = new ArrayList<>();
    boolean down = availability == Availability.DOWN;
    if (before != Availability.DOWN && down && settings.shutdownSessionsOnDown()) {
      steps.add(new RelayStep.CloseOf(server, CloseReason.SERVER_LOST));
    }
    if (before != Availability.UP
        && availability == Availability.UP
        && server == Server.MASTER
        && settings.shutdownBackupSessionsOnUp()) {
      steps.add(new RelayStep.CloseOf(Server.BACKUP, CloseReason.SERVER_RETURNED));
    }
    Optional<DialTarget> next = choose(newMaster.now(), newBackup.now(), addresses);
    if (!next.equals(target)) {
      // Dials to the old server are cancelled before its sessions are closed.
      steps.add(0, new RelayStep.Hold(Relay.Existing.MOVING));
      next.ifPresent(chosen -> steps.add(new RelayStep.Open(chosen)));
    }
    long newest = next.map(DialTarget::generation).orElse(generation);
    return new Change(
        new RouteOnlyRoute(settings, newMaster, newBackup, next, newest), List.copyOf(steps));
  }

  private Optional<DialTarget> choose(
      Availability ofMaster, Availability ofBackup, Addresses addresses) {
    if (ofMaster != Availability.UP && ofBackup != Availability.UP) {
      return Optional.empty();
    }
    Server chosen = ofMaster == Availability.UP ? Server.MASTER : Server.BACKUP;
    Optional<InetSocketAddress> address = addresses.of(chosen);
    boolean same =
        target
            .filter(old -> old.server() == chosen && Optional.of(old.address()).equals(address))
            .isPresent();
    return same ? target : address.map(found -> new DialTarget(generation + 1, chosen, found));
  }
}
