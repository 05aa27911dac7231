package io.redisfailover.controlapi;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.util.List;
import java.util.Optional;

/**
 * What a controller says of itself.
 *
 * @param phase in one word, such as {@code Running}
 * @param active the server that is active; absent while none is
 * @param epoch the newest epoch that is known
 * @param inSync whether the standby could take over with nothing lost but what is under way
 * @param servers both of them, Master first
 * @param cause why the active server changes or is left; absent while it goes on, and where a cause
 *     is named that this release does not know
 * @param message why the controller does what it does, in one sentence
 * @param decisionRequired the question that only an administrator can answer, if there is one
 * @param problems what is wrong besides, one sentence each
 */
public record ControllerReport(
    String phase,
    Optional<Server> active,
    Optional<Epoch> epoch,
    boolean inSync,
    List<ObservedServer> servers,
    Optional<Cause> cause,
    String message,
    Optional<String> decisionRequired,
    List<String> problems) {
  /** Copies the lists. */
  public ControllerReport {
    servers = List.copyOf(servers);
    problems = List.copyOf(problems);
  }

  /**
   * One of the two servers.
   *
   * @param name which
   * @param address where it is
   * @param state how it was seen last, in a few words
   */
  public record ObservedServer(Server name, String address, String state) {}
}
