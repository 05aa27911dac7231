package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller knows and does, at one moment.
 *
 * @param phase in one word
 * @param line the newest line that is known
 * @param active the server that is seen active in it; empty while none is
 * @param inSync whether the standby could take over with nothing lost but what is under way
 * @param nodes each server in a few words
 * @param cause why the active server changes or is left; absent while it goes on
 * @param sentence why the controller does what it does
 * @param needsDecision the question that only a person can answer, if there is one
 * @param problems what is wrong besides, one sentence each
 * @param seen what is remembered of both servers; absent before the first decision
 * @param proxies what each proxy, by its address, answered when it was last asked for its line
 */
public record ControllerStatus(
    Phase phase,
    Optional<Line> line,
    Optional<Node> active,
    boolean inSync,
    Map<Node, String> nodes,
    Optional<Cause> cause,
    String sentence,
    Optional<String> needsDecision,
    List<String> problems,
    Optional<Observation> seen,
    Map<String, ProxyReply> proxies) {

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
    /** A planned switch is under way. */
    SWITCHING_OVER("SwitchingOver"),
    /** A person must decide. */
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
    nodes = Map.copyOf(nodes);
    problems = List.copyOf(problems);
    proxies = Map.copyOf(proxies);
  }

  /**
   * {@return whether both servers were looked at since the controller began, with or without an
   * answer: before that, it knows less than what was known before}
   */
  public boolean hasLooked() {
    return seen.filter(
            it -> Arrays.stream(Node.values()).allMatch(node -> it.of(node).newest().isPresent()))
        .isPresent();
  }

  /**
   * {@return the same without what changes all the time, such as offsets: two equal summaries tell
   * a person the same}
   */
  public ControllerStatus summary() {
    Map<String, ProxyReply> lasting = new HashMap<>();
    proxies.forEach((address, reply) -> lasting.put(address, reply.summary()));
    return new ControllerStatus(
        phase,
        line,
        active,
        inSync,
        nodes,
        cause,
        sentence,
        needsDecision,
        problems,
        Optional.empty(),
        lasting);
  }

  /** A controller that has not seen anything. */
  static final ControllerStatus NOTHING_SEEN =
      new ControllerStatus(
          Phase.PENDING,
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(Node.MASTER, "not seen yet", Node.BACKUP, "not seen yet"),
          Optional.empty(),
          "The controller has just started.",
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of());
}
