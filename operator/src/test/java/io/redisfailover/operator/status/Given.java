package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.pair.Explanation;
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
  public static final Line LINE = new Line(7, Node.MASTER, "a".repeat(40));

  /** Where clients connect. */
  public static final String CLIENTS = "cache.shop.svc:6379";

  static final String PROXY = "10.0.0.9:8182";

  /** What the active server shows. */
  public static final long OFFSET_BYTES = 1L << 40;

  private Given() {}

  /** {@return the input of a pair that runs well} */
  public static StatusInput running() {
    return with(pair(ControllerStatus.Phase.RUNNING, true, active(), linked(OFFSET_BYTES)));
  }

  /** {@return the input with this controller, and with everything else as it should be} */
  public static StatusInput with(ControllerStatus pair) {
    return input(Samples.withSpec("{}"), Optional.of(pair));
  }

  /** {@return the same after a change that the controller has explained} */
  static StatusInput withExplanation(Optional<Explanation> explanation, ControllerStatus pair) {
    StatusInput input = with(pair);
    return new StatusInput(
        input.resource(),
        input.pair(),
        explanation,
        input.pods(),
        input.proxies(),
        input.applied(),
        input.progress(),
        input.now());
  }

  /** {@return the input of a resource, whose pods and proxies are as they should be} */
  public static StatusInput input(RedisFailover resource, Optional<ControllerStatus> pair) {
    return new StatusInput(
        resource,
        pair,
        Optional.empty(),
        Map.of(
            Node.MASTER, pod("cache-master-0", "10.0.0.1"),
            Node.BACKUP, pod("cache-backup-0", "10.0.0.2")),
        new ProxyCount(2, 2),
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  static StatusInput withProxies(StatusInput input, int ready) {
    return new StatusInput(
        input.resource(),
        input.pair(),
        input.explanation(),
        input.pods(),
        new ProxyCount(2, ready),
        input.applied(),
        input.progress(),
        input.now());
  }

  static StatusInput withPods(StatusInput input, Map<Node, PodFacts> pods) {
    return new StatusInput(
        input.resource(),
        input.pair(),
        input.explanation(),
        pods,
        input.proxies(),
        input.applied(),
        input.progress(),
        input.now());
  }

  static StatusInput withWork(
      StatusInput input, Optional<Obstacle> obstacle, Optional<String> progress) {
    return new StatusInput(
        input.resource(),
        input.pair(),
        input.explanation(),
        input.pods(),
        input.proxies(),
        obstacle,
        progress,
        input.now());
  }

  /** {@return the input an hour later, when the resource has the status that it was given} */
  public static StatusInput anHourAfter(RedisFailoverStatus status, StatusInput input) {
    input.resource().setStatus(status);
    return new StatusInput(
        input.resource(),
        input.pair(),
        input.explanation(),
        input.pods(),
        input.proxies(),
        input.applied(),
        input.progress(),
        NOW.plus(Duration.ofHours(1)));
  }

  static PodFacts pod(String name, String address) {
    return new PodFacts(name, Optional.of(address), false, Optional.empty());
  }

  /** {@return what a controller says that has seen both servers, Master's line being the newest} */
  public static ControllerStatus pair(
      ControllerStatus.Phase phase, boolean inSync, Answer master, Answer backup) {
    boolean alive = master instanceof Answer.Answered(ServerState state) && state.isMaster();
    return new ControllerStatus(
        phase,
        Optional.of(LINE),
        alive ? Optional.of(Node.MASTER) : Optional.empty(),
        inSync,
        Map.of(Node.MASTER, master.inWords(), Node.BACKUP, backup.inWords()),
        Optional.empty(),
        "the sentence",
        Optional.empty(),
        List.of(),
        Optional.of(seen(master, backup)),
        Map.of(PROXY, says(Optional.of(LINE), Optional.of(Node.MASTER))));
  }

  static ControllerStatus withQuestion(ControllerStatus pair, String question) {
    return new ControllerStatus(
        ControllerStatus.Phase.BLOCKED,
        pair.line(),
        pair.active(),
        pair.inSync(),
        pair.nodes(),
        pair.cause(),
        pair.sentence(),
        Optional.of(question),
        pair.problems(),
        pair.seen(),
        pair.proxies());
  }

  static ControllerStatus withProblems(ControllerStatus pair, String... problems) {
    return new ControllerStatus(
        pair.phase(),
        pair.line(),
        pair.active(),
        pair.inSync(),
        pair.nodes(),
        pair.cause(),
        pair.sentence(),
        pair.needsDecision(),
        List.of(problems),
        pair.seen(),
        pair.proxies());
  }

  static ControllerStatus withReplies(ControllerStatus pair, Map<String, ProxyReply> replies) {
    return new ControllerStatus(
        pair.phase(),
        pair.line(),
        pair.active(),
        pair.inSync(),
        pair.nodes(),
        pair.cause(),
        pair.sentence(),
        pair.needsDecision(),
        pair.problems(),
        pair.seen(),
        replies);
  }

  private static Observation seen(Answer master, Answer backup) {
    return Observation.starting(NOW, new Observation.Detection(Duration.ofMillis(1500), Guards.ALL))
        .adopt(LINE, Optional.empty(), NOW)
        .seen(new View(Node.MASTER, NOW, NOW, master))
        .seen(new View(Node.BACKUP, NOW, NOW, backup));
  }

  /** {@return what a proxy says of itself; the only place that makes one} */
  static ProxyReply says(Optional<Line> line, Optional<Node> routing) {
    return new ProxyReply.Accepted(
        Optional.of(
            new ProxyReport(
                "proxy",
                line,
                routing,
                true,
                "the proxy's words",
                1,
                Optional.empty(),
                0,
                3,
                Optional.empty())));
  }

  /** {@return the active server of the line} */
  static Answer active() {
    return server(new ServerState.Master(), Markers.of(LINE.marker()), LINE.replicationId());
  }

  /** {@return a master with data that carry a marker, or none} */
  public static Answer master(Markers markers) {
    return server(new ServerState.Master(), markers, "b".repeat(40));
  }

  /** {@return a replica of the other server whose link is up} */
  public static Answer linked(long offsetBytes) {
    return replica(LinkTarget.PEER, true, false, offsetBytes);
  }

  static Answer replica(LinkTarget target, boolean linkUp, boolean syncing, long offsetBytes) {
    return server(
        new ServerState.Replica(target, linkUp, syncing, 0),
        Markers.of(LINE.marker()),
        LINE.replicationId(),
        offsetBytes);
  }

  private static Answer server(ServerState.Role role, Markers markers, String history) {
    return server(role, markers, history, OFFSET_BYTES);
  }

  private static Answer server(
      ServerState.Role role, Markers markers, String history, long offsetBytes) {
    return new Answer.Answered(
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
