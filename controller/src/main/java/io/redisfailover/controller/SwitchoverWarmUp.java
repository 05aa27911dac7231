package io.redisfailover.controller;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Plays one switchover with servers and proxies that are made up. A JVM loads and links code when
 * it is first run, which takes tens of milliseconds, and in the first real switch clients would
 * wait for that.
 */
final class SwitchoverWarmUp {
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "0".repeat(40));

  private final Instant now;

  private SwitchoverWarmUp(Instant now) {
    this.now = now;
  }

  /**
   * Plays it.
   *
   * @param empty what a controller remembers that has seen nothing
   * @param now the present moment
   * @return how it ended, in one sentence
   */
  static String play(ObserverMemory empty, Instant now) {
    return new SwitchoverWarmUp(now).play(empty);
  }

  private String play(ObserverMemory empty) {
    callNobody();
    ObserverMemory seen =
        empty
            .adopt(EPOCH, Optional.of(runId(Server.MASTER)), now)
            .seen(result(Server.MASTER, new ServerState.Primary()))
            .seen(result(Server.BACKUP, replica(LinkTarget.PEER)));
    SwitchoverPlan plan = SwitchoverPlan.begin("warm-up", seen, now);
    return new SwitchoverRun(
            new Proxies(),
            Cause.SWITCHOVER,
            (order, decidedAt) -> outcome(order),
            server -> result(server, replica(LinkTarget.PEER)),
            () -> now)
        .run(plan, (command, outcome) -> {})
        .sentence();
  }

  /**
   * The calls of a switchover to a fleet without a proxy, but for the abort: the publisher makes a
   * real one at its start.
   */
  private static void callNobody() {
    try (HttpProxyFleet nobody = new HttpProxyFleet(List.of(), () -> "")) {
      nobody.prepare(new SwitchoverPrepare("warm-up", Cause.SWITCHOVER, ProxyState.SWITCH_HOLD));
      nobody.commit(new SwitchoverCommit("warm-up", EPOCH));
    }
  }

  private OrderOutcome outcome(Order order) {
    Command command = order.command();
    return new OrderOutcome.Done(
        result(
            command.server(),
            command instanceof Command.Promote
                ? new ServerState.Primary()
                : replica(LinkTarget.PARKING)));
  }

  private ProbeResult result(Server server, ServerState.Role role) {
    ServerState state =
        new ServerState(
            runId(server),
            role,
            EPOCH.replicationId(),
            1,
            Optional.empty(),
            -1,
            Markers.of(EPOCH),
            true,
            0,
            0,
            1,
            Optional.empty());
    return new ProbeResult(server, now, now, new ProbeAnswer.Answered(state));
  }

  private static ServerState.Role replica(LinkTarget target) {
    return new ServerState.Replica(target, true, false, 0);
  }

  private static String runId(Server server) {
    return "run of " + server;
  }

  /** One proxy that accepts everything. */
  private static final class Proxies implements ProxyFleet {
    private static final Map<String, ProxyReply> ACCEPTED =
        Map.of("warm-up", new ProxyReply.Accepted(Optional.empty()));

    @Override
    public Map<String, ProxyReply> status() {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> push(EpochPush push) {
      return ACCEPTED;
    }

    @Override
    public Map<String, ProxyReply> introduce(long sequence) {
      return ACCEPTED;
    }

    @Override
    public List<Endpoint> proxies() {
      return List.of();
    }

    @Override
    public CompletionStage<PeerReport> evidence(Endpoint proxy) {
      return CompletableFuture.failedFuture(new IllegalStateException("nobody is there"));
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
