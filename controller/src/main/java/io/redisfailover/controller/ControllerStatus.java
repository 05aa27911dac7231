package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller knows and does, at one moment.
 *
 * @param phase in one word
 * @param epoch the newest epoch that is known
 * @param active the server that is seen active in it; empty while none is
 * @param inSync whether the standby could take over with nothing lost but what is under way
 * @param servers each server in a few words
 * @param cause why the active server changes or is left; absent while it goes on
 * @param sentence why the controller does what it does
 * @param decisionRequired the question that only an administrator can answer, if there is one
 * @param problems what is wrong besides, one sentence each
 * @param seen what is remembered of both servers; absent before the first decision
 * @param proxies what each proxy, by its address, answered when it was last asked for its epoch
 * @param versions name and version of each server, such as {@code Redis 8.0.2}, of the process
 *     whose settings were read last
 * @param discarded what the last server discarded that rejoined from an earlier epoch, where the
 *     histories could be compared
 * @param evidence what each observer knows, in words, while the active server has failed
 */
public record ControllerStatus(
    Phase phase,
    Optional<Epoch> epoch,
    Optional<Server> active,
    boolean inSync,
    Map<Server, String> servers,
    Optional<Cause> cause,
    String sentence,
    Optional<String> decisionRequired,
    List<String> problems,
    Optional<ObserverMemory> seen,
    Map<String, ProxyReply> proxies,
    Map<Server, String> versions,
    Optional<Discarded> discarded,
    List<String> evidence) {

  /**
   * What a server discarded when it rejoined.
   *
   * @param server the server
   * @param epochNumber number of the epoch in which it rejoined
   * @param bytes bytes of replication that only it held, at least 0
   */
  public record Discarded(Server server, long epochNumber, long bytes) {}

  /** In one word. */
  public enum Phase {
    /** Just started: not enough was seen. */
    PENDING("Pending"),
    /** One server is active and the other one in sync. */
    RUNNING("Running"),
    /** One server is active, and the other one could not take over. */
    DEGRADED("Degraded"),
    /** No server is active. */
    FAILING_OVER("FailingOver"),
    /** A switchover is under way. */
    SWITCHING_OVER("SwitchingOver"),
    /** An administrator must decide. */
    BLOCKED("Blocked");

    private final String displayName;

    Phase(String displayName) {
      this.displayName = displayName;
    }

    /** {@return the word that people and programs read, such as {@code SwitchingOver}} */
    public String displayName() {
      return displayName;
    }
  }

  /** Copies the collections. */
  public ControllerStatus {
    servers = Map.copyOf(servers);
    problems = List.copyOf(problems);
    proxies = Map.copyOf(proxies);
    versions = Map.copyOf(versions);
    evidence = List.copyOf(evidence);
  }

  /**
   * {@return whether both servers were probed since the controller began, with or without an
   * answer: before that, it knows less than what was known before}
   */
  public boolean hasProbed() {
    return seen.filter(it ->
            Arrays.stream(Server.values()).allMatch(server -> it.of(server).newest().isPresent()))
        .isPresent();
  }

  /**
   * {@return the same without what changes all the time, such as offsets: two equal summaries tell
   * an administrator the same}
   */
  public ControllerStatus summary() {
    Map<String, ProxyReply> lasting = new HashMap<>();
    proxies.forEach((address, reply) -> lasting.put(address, reply.summary()));
    return new ControllerStatus(
        phase,
        epoch,
        active,
        inSync,
        servers,
        cause,
        sentence,
        decisionRequired,
        problems,
        Optional.empty(),
        lasting,
        versions,
        discarded,
        List.of());
  }

  /** {@return the same with further problems} */
  ControllerStatus with(List<String> further) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(further);
    return further.isEmpty()
        ? this
        : new ControllerStatus(
            phase,
            epoch,
            active,
            inSync,
            servers,
            cause,
            sentence,
            decisionRequired,
            all,
            seen,
            proxies,
            versions,
            discarded,
            evidence);
  }

  /** A controller that has not seen anything. */
  static final ControllerStatus NOTHING_SEEN =
      new ControllerStatus(
          Phase.PENDING,
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(Server.MASTER, "not probed yet", Server.BACKUP, "not probed yet"),
          Optional.empty(),
          "the controller has just started",
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          List.of());
}
