package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.controllers.Explanation;
import io.redisfailover.operator.status.StatusInput.Obstacle;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import io.redisfailover.operator.status.StatusInput.ProxyCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pair that runs well, and what the tests change of it. */
public final class Given {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00.75Z");

  /** The newest line. */
  public static final Epoch EPOCH = new Epoch(7, Server.MASTER, "a".repeat(40));

  /** Where clients connect. */
  public static final String CLIENTS = "cache.shop.svc:6379";

  /** A spec that puts nothing at risk. */
  static final String STORED = "redis: {storage: {size: 1Gi}}";

  static final String PROXY = "10.0.0.9:8182";

  /** What the active server shows. */
  public static final long OFFSET_BYTES = 1L << 40;

  private Given() {}

  /** {@return the input of a pair that runs well} */
  public static StatusInput running() {
    return with(controller(ControllerStatus.Phase.RUNNING, true, active(), linked(OFFSET_BYTES)));
  }

  /** {@return the input with this controller, and with everything else as it should be} */
  public static StatusInput with(ControllerStatus controller) {
    return input(Samples.withSpec(STORED), Optional.of(controller));
  }

  /** {@return the same after a change that the controller has explained} */
  static StatusInput withExplanation(
      Optional<Explanation> explanation, ControllerStatus controller) {
    StatusInput input = with(controller);
    return new StatusInput(
        input.resource(),
        input.controller(),
        explanation,
        input.pods(),
        input.refusals(),
        input.proxies(),
        input.applied(),
        input.progress(),
        input.now());
  }

  /** {@return the input of a resource, whose pods and proxies are as they should be} */
  public static StatusInput input(RedisFailover resource, Optional<ControllerStatus> controller) {
    return new StatusInput(
        resource,
        controller,
        Optional.empty(),
        Map.of(
            Server.MASTER, pod("cache-master-0", "10.0.0.1"),
            Server.BACKUP, pod("cache-backup-0", "10.0.0.2")),
        Map.of(),
        new ProxyCount(2, 2, 2),
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  static StatusInput withProxies(StatusInput input, int ready) {
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        input.pods(),
        input.refusals(),
        new ProxyCount(2, 2, ready),
        input.applied(),
        input.progress(),
        input.now());
  }

  static StatusInput withPods(StatusInput input, Map<Server, PodFacts> pods) {
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        pods,
        input.refusals(),
        input.proxies(),
        input.applied(),
        input.progress(),
        input.now());
  }

  static StatusInput withRefusals(StatusInput input, Map<Server, String> refusals) {
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        input.pods(),
        refusals,
        input.proxies(),
        input.applied(),
        input.progress(),
        input.now());
  }

  static StatusInput withWork(
      StatusInput input, Optional<Obstacle> obstacle, Optional<String> progress) {
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        input.pods(),
        input.refusals(),
        input.proxies(),
        obstacle,
        progress,
        input.now());
  }

  static StatusInput at(StatusInput input, Instant now) {
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        input.pods(),
        input.refusals(),
        input.proxies(),
        input.applied(),
        input.progress(),
        now);
  }

  /** {@return the input an hour later, when the resource has the status that it was given} */
  public static StatusInput anHourAfter(RedisFailoverStatus status, StatusInput input) {
    input.resource().setStatus(status);
    return new StatusInput(
        input.resource(),
        input.controller(),
        input.explanation(),
        input.pods(),
        input.refusals(),
        input.proxies(),
        input.applied(),
        input.progress(),
        NOW.plus(Duration.ofHours(1)));
  }

  static PodFacts pod(String name, String address) {
    return pod(name, address, "node-of-" + name);
  }

  static PodFacts pod(String name, String address, String node) {
    return new PodFacts(
        name,
        Optional.of(address),
        false,
        Optional.empty(),
        Optional.of(node),
        Optional.of("zone-of-" + name));
  }

  /** {@return what a controller says that has seen both servers, in the epoch of Master} */
  public static ControllerStatus controller(
      ControllerStatus.Phase phase, boolean inSync, ProbeAnswer master, ProbeAnswer backup) {
    boolean alive = master instanceof ProbeAnswer.Answered(ServerState state) && state.isPrimary();
    return new ControllerStatus(
        phase,
        Optional.of(EPOCH),
        alive ? Optional.of(Server.MASTER) : Optional.empty(),
        inSync,
        Map.of(Server.MASTER, master.inWords(), Server.BACKUP, backup.inWords()),
        Optional.empty(),
        "the sentence",
        Optional.empty(),
        List.of(),
        Optional.of(seen(master, backup)),
        Map.of(PROXY, says(Optional.of(EPOCH), Optional.of(Server.MASTER))),
        Map.of(Server.MASTER, "Redis 8.0.2"),
        Optional.empty(),
        List.of());
  }

  static ControllerStatus withQuestion(ControllerStatus it, String question) {
    return changed(
        it,
        ControllerStatus.Phase.BLOCKED,
        it.cause(),
        Optional.of(question),
        it.problems(),
        it.proxies(),
        it.discarded());
  }

  static ControllerStatus withCause(ControllerStatus it, Cause cause) {
    return changed(
        it,
        it.phase(),
        Optional.of(cause),
        it.decisionRequired(),
        it.problems(),
        it.proxies(),
        it.discarded());
  }

  static ControllerStatus withProblems(ControllerStatus it, String... problems) {
    return changed(
        it,
        it.phase(),
        it.cause(),
        it.decisionRequired(),
        List.of(problems),
        it.proxies(),
        it.discarded());
  }

  static ControllerStatus withReplies(ControllerStatus it, Map<String, ProxyReply> replies) {
    return changed(
        it, it.phase(), it.cause(), it.decisionRequired(), it.problems(), replies, it.discarded());
  }

  static ControllerStatus withDiscarded(ControllerStatus it, ControllerStatus.Discarded discarded) {
    return changed(
        it,
        it.phase(),
        it.cause(),
        it.decisionRequired(),
        it.problems(),
        it.proxies(),
        Optional.of(discarded));
  }

  private static ControllerStatus changed(
      ControllerStatus it,
      ControllerStatus.Phase phase,
      Optional<Cause> cause,
      Optional<String> question,
      List<String> problems,
      Map<String, ProxyReply> replies,
      Optional<ControllerStatus.Discarded> discarded) {
    return new ControllerStatus(
        phase,
        it.epoch(),
        it.active(),
        it.inSync(),
        it.servers(),
        cause,
        it.sentence(),
        question,
        problems,
        it.seen(),
        replies,
        it.versions(),
        discarded,
        List.of());
  }

  private static ObserverMemory seen(ProbeAnswer master, ProbeAnswer backup) {
    return ObserverMemory.starting(
            NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
        .adopt(EPOCH, Optional.empty(), NOW)
        .seen(new ProbeResult(Server.MASTER, NOW, NOW, master))
        .seen(new ProbeResult(Server.BACKUP, NOW, NOW, backup));
  }

  /** {@return what a proxy says of itself; the only place that makes one} */
  static ProxyReply says(Optional<Epoch> epoch, Optional<Server> routing) {
    return new ProxyReply.Accepted(
        Optional.of(
            new ProxyReport(
                "proxy",
                epoch,
                routing,
                true,
                "the proxy's words",
                1,
                Optional.empty(),
                0,
                3,
                Optional.empty(),
                Optional.empty())));
  }

  /** {@return the active server of the line} */
  static ProbeAnswer active() {
    return server(new ServerState.Primary(), Markers.of(EPOCH), EPOCH.replicationId());
  }

  /** {@return a master with data that carry a marker, or none} */
  public static ProbeAnswer master(Markers markers) {
    return server(new ServerState.Primary(), markers, "b".repeat(40));
  }

  /** {@return a replica of the other server whose link is up} */
  public static ProbeAnswer linked(long offsetBytes) {
    return replica(LinkTarget.PEER, true, false, offsetBytes);
  }

  static ProbeAnswer replica(LinkTarget target, boolean linkUp, boolean syncing, long offsetBytes) {
    return server(
        new ServerState.Replica(target, linkUp, syncing, 0),
        Markers.of(EPOCH),
        EPOCH.replicationId(),
        offsetBytes);
  }

  private static ProbeAnswer server(ServerState.Role role, Markers markers, String history) {
    return server(role, markers, history, OFFSET_BYTES);
  }

  private static ProbeAnswer server(
      ServerState.Role role, Markers markers, String history, long offsetBytes) {
    return new ProbeAnswer.Answered(
        new ServerState(
            "c".repeat(40),
            role,
            history,
            offsetBytes,
            Optional.empty(),
            -1,
            markers,
            true,
            10,
            1,
            1,
            Optional.empty()));
  }

  /** {@return the condition of this type} */
  static Condition condition(StatusInput input, String type) {
    return new Conditions(input)
        .all().stream()
            .filter(it -> it.type().equals(type))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no condition " + type));
  }
}
