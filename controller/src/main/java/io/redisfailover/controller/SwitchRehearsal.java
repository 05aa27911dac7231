package io.redisfailover.controller;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.policy.SwitchoverPlan;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Plays one planned switch with servers and proxies that are made up. A JVM loads and links code
 * when it is first run, which takes tens of milliseconds, and in the first real switch clients
 * would wait for that.
 */
final class SwitchRehearsal {
  private static final Line LINE = new Line(1, Node.MASTER, "0".repeat(40));

  private final Instant now;

  private SwitchRehearsal(Instant now) {
    this.now = now;
  }

  /**
   * Plays it.
   *
   * @param empty what a controller remembers that has seen nothing
   * @param now the present moment
   * @return how it ended, in one sentence
   */
  static String play(Observation empty, Instant now) {
    return new SwitchRehearsal(now).play(empty);
  }

  private String play(Observation empty) {
    Observation seen =
        empty
            .adopt(LINE, Optional.of(runId(Node.MASTER)), now)
            .seen(view(Node.MASTER, new ServerState.Master()))
            .seen(view(Node.BACKUP, replica(LinkTarget.PEER)));
    SwitchoverPlan plan = SwitchoverPlan.begin("rehearsal", seen, now);
    return new PlannedSwitch(
            new Proxies(),
            Cause.SWITCHOVER,
            (order, decidedAt) -> outcome(order),
            node -> view(node, replica(LinkTarget.PEER)),
            () -> now)
        .run(plan, (command, outcome) -> {})
        .sentence();
  }

  private OrderOutcome outcome(Order order) {
    Command command = order.command();
    return new OrderOutcome.Done(
        view(
            command.node(),
            command instanceof Command.Promote
                ? new ServerState.Master()
                : replica(LinkTarget.PARKING)));
  }

  private View view(Node node, ServerState.Role role) {
    ServerState state =
        new ServerState(
            runId(node),
            role,
            LINE.replicationId(),
            1,
            Optional.empty(),
            -1,
            Markers.of(LINE.marker()),
            true,
            0,
            0,
            1,
            Optional.empty());
    return new View(node, now, now, new Answer.Answered(state));
  }

  private static ServerState.Role replica(LinkTarget target) {
    return new ServerState.Replica(target, true, false, 0);
  }

  private static String runId(Node node) {
    return "run of " + node;
  }

  /** One proxy that accepts everything. */
  private static final class Proxies implements ProxyFleet {
    private static final Map<String, ProxyReply> ACCEPTED =
        Map.of("rehearsal", new ProxyReply.Accepted(Optional.empty()));

    @Override
    public Map<String, ProxyReply> status() {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> push(EpochPush push) {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> prepare(SwitchoverPrepare prepare) {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> abort(SwitchoverAbort abort) {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> commit(SwitchoverCommit commit) {
      return ACCEPTED;
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
