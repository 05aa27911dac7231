package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The route of the mode {@code RouteOnly}: Master while its check passes, else Backup while that
 * one's passes, else nobody. Back to Master as soon as its check passes. Immutable; pure.
 *
 * @param settings what happens to sessions when a server goes down or comes up
 * @param masterUp whether Master's check passes
 * @param backupUp whether Backup's check passes
 * @param target where new sessions go, empty while they are held
 * @param generation number of the newest target
 */
public record RouteOnlyRoute(
    Mode.RouteOnly settings,
    boolean masterUp,
    boolean backupUp,
    Optional<Target> target,
    long generation) {

  /** Both servers count as down before they were checked. */
  public static RouteOnlyRoute starting(Mode.RouteOnly settings) {
    return new RouteOnlyRoute(settings, false, false, Optional.empty(), 0);
  }

  /**
   * A new route and the steps to it.
   *
   * @param route the route
   * @param steps what the byte path does, in order; may be empty
   */
  public record Change(RouteOnlyRoute route, List<RelayStep> steps) {}

  /** Where a server is reached, as far as it is known. */
  @FunctionalInterface
  public interface Addresses {
    /** {@return the address of {@code node}, absent while its name is not known} */
    Optional<InetSocketAddress> of(Node node);
  }

  /** {@return the server that new sessions go to} */
  public Optional<Node> node() {
    return target.map(Target::node);
  }

  /** {@return one sentence of why} */
  public String why() {
    if (masterUp) {
      return "the check of Master passes";
    }
    return backupUp
        ? "the check of Master fails, the check of Backup passes"
        : "no server passes its check";
  }

  /**
   * A check counts a server up or down.
   *
   * @param node the server
   * @param up whether it is up
   * @param addresses where the servers are
   */
  public Change checked(Node node, boolean up, Addresses addresses) {
    boolean newMasterUp = node == Node.MASTER ? up : masterUp;
    boolean newBackupUp = node == Node.BACKUP ? up : backupUp;
    List<RelayStep> steps = new ArrayList<>();
    boolean was = node == Node.MASTER ? masterUp : backupUp;
    if (was && !up && settings.shutdownSessionsOnDown()) {
      steps.add(new RelayStep.CloseOf(node, CloseReason.SERVER_LOST));
    }
    if (!was && up && node == Node.MASTER && settings.shutdownBackupSessionsOnUp()) {
      steps.add(new RelayStep.CloseOf(Node.BACKUP, CloseReason.SERVER_RETURNED));
    }
    Optional<Target> next = choose(newMasterUp, newBackupUp, addresses);
    if (!next.equals(target)) {
      // Dials under way to the old server are given up before its sessions are closed.
      steps.add(0, new RelayStep.Hold(Relay.Existing.MOVING));
      next.ifPresent(chosen -> steps.add(new RelayStep.Open(chosen)));
    }
    long newest = next.map(Target::generation).orElse(generation);
    return new Change(
        new RouteOnlyRoute(settings, newMasterUp, newBackupUp, next, newest), List.copyOf(steps));
  }

  private Optional<Target> choose(boolean master, boolean backup, Addresses addresses) {
    if (!master && !backup) {
      return Optional.empty();
    }
    Node chosen = master ? Node.MASTER : Node.BACKUP;
    Optional<InetSocketAddress> address = addresses.of(chosen);
    boolean same =
        target
            .filter(old -> old.node() == chosen && Optional.of(old.address()).equals(address))
            .isPresent();
    return same ? target : address.map(found -> new Target(generation + 1, chosen, found));
  }
}
