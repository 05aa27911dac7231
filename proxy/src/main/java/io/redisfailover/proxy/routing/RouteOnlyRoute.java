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
 * @param masterUp whether Master passes its check
 * @param backupUp whether Backup passes its check
 * @param target the target of new sessions; absent while they are held
 * @param generation number of the newest target
 */
public record RouteOnlyRoute(
    Mode.RouteOnly settings,
    boolean masterUp,
    boolean backupUp,
    Optional<DialTarget> target,
    long generation) {

  /** Both servers count as down before they were checked. */
  public static RouteOnlyRoute starting(Mode.RouteOnly settings) {
    return new RouteOnlyRoute(settings, false, false, Optional.empty(), 0);
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
    if (masterUp) {
      return "Master passes its check";
    }
    return backupUp ? "Master fails its check; Backup passes" : "no server passes its check";
  }

  /**
   * Takes in the verdict of a check.
   *
   * @param server the server
   * @param up whether the server is up by it
   * @param addresses the addresses of the servers
   */
  public Change checked(Server server, boolean up, Addresses addresses) {
    boolean newMasterUp = server == Server.MASTER ? up : masterUp;
    boolean newBackupUp = server == Server.BACKUP ? up : backupUp;
    List<RelayStep> steps = new ArrayList<>();
    boolean was = server == Server.MASTER ? masterUp : backupUp;
    if (was && !up && settings.shutdownSessionsOnDown()) {
      steps.add(new RelayStep.CloseOf(server, CloseReason.SERVER_LOST));
    }
    if (!was && up && server == Server.MASTER && settings.shutdownBackupSessionsOnUp()) {
      steps.add(new RelayStep.CloseOf(Server.BACKUP, CloseReason.SERVER_RETURNED));
    }
    Optional<DialTarget> next = choose(newMasterUp, newBackupUp, addresses);
    if (!next.equals(target)) {
      // Dials to the old server are cancelled before its sessions are closed.
      steps.add(0, new RelayStep.Hold(Relay.Existing.MOVING));
      next.ifPresent(chosen -> steps.add(new RelayStep.Open(chosen)));
    }
    long newest = next.map(DialTarget::generation).orElse(generation);
    return new Change(
        new RouteOnlyRoute(settings, newMasterUp, newBackupUp, next, newest), List.copyOf(steps));
  }

  private Optional<DialTarget> choose(boolean master, boolean backup, Addresses addresses) {
    if (!master && !backup) {
      return Optional.empty();
    }
    Server chosen = master ? Server.MASTER : Server.BACKUP;
    Optional<InetSocketAddress> address = addresses.of(chosen);
    boolean same =
        target
            .filter(old -> old.server() == chosen && Optional.of(old.address()).equals(address))
            .isPresent();
    return same ? target : address.map(found -> new DialTarget(generation + 1, chosen, found));
  }
}
