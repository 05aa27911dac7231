package io.redisfailover.operator.round;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.controllers.ControllerView;
import io.redisfailover.operator.liveconfig.LiveConfigTarget;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.OfflineGrowth;
import io.redisfailover.operator.observe.ProxyRollout;
import io.redisfailover.operator.roll.RollPolicy;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.roll.RollView;
import io.redisfailover.operator.status.StatusBuilder;
import io.redisfailover.operator.status.StatusInput;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from one observation. A value, decided by a pure function.
 *
 * @param controller what happens to the controller
 * @param liveConfig the servers whose settings are to be set, with their settings
 * @param requests what happens to requests, in order
 * @param roll the step of the rolling restart
 * @param status the status to write; absent while the controller knows less than the present status
 * @param refresh the pods whose files are to follow the Secrets at once
 * @param again whether another look after a while is due: an obstacle is in the way, or what is not
 *     watched may have changed: a Secret, an object that Kubernetes is about to delete, an Event
 *     that says why a server has no pod, or a handover that lasts
 */
public record Round(
    ControllerStep controller,
    Map<Server, LiveConfigTarget> liveConfig,
    List<RequestStep> requests,
    RollStep roll,
    Optional<RedisFailoverStatus> status,
    SecretRefresh refresh,
    boolean again) {
  /** Copies the collections. */
  public Round {
    liveConfig = Map.copyOf(liveConfig);
    requests = List.copyOf(requests);
  }

  /**
   * {@return what follows}
   *
   * @param seen the observation
   * @param applied what came of applying the desired objects
   */
  public static Round decide(Observation seen, Applied applied) {
    return seen.isPaused() ? paused(seen) : working(seen, applied);
  }

  private static Round paused(Observation seen) {
    return new Round(
        new ControllerStep.Stop("spec.paused is true."),
        Map.of(),
        List.of(),
        new RollStep.Settled("Paused by spec.paused."),
        Optional.of(status(seen, Optional.empty(), Optional.empty(), Optional.empty())),
        SecretRefresh.NONE,
        false);
  }

  private static Round working(Observation seen, Applied applied) {
    LiveSettings settings = seen.liveSettings();
    ClusterView cluster =
        applied.serversChanged() ? seen.cluster().withoutRevisions() : seen.cluster();
    RollStep roll = RollPolicy.next(rollView(seen, cluster, settings), seen.mayRoll());
    Optional<StatusInput.Obstacle> obstacle =
        applied
            .obstacle()
            .or(() -> RoundObstacles.users(seen))
            .or(settings::rejected)
            .or(() -> RoundObstacles.missing(seen));
    List<RequestStep> requests = RequestDecision.of(seen, roll);
    return new Round(
        controller(seen),
        settings.unanswered(),
        requests,
        roll,
        Optional.of(
                status(
                    seen,
                    seen.controller(),
                    obstacle
                        .or(() -> RoundObstacles.stuck(roll, cluster))
                        .or(() -> RoundObstacles.refused(cluster)),
                    isHeldUp(seen, applied)
                        ? Optional.empty()
                        : progress(seen, settings, roll, applied)))
            .map(status -> status.with(RequestDecision.answered(seen, requests)))
            .filter(status -> isWorthWriting(seen)),
        SecretRefresh.of(seen),
        obstacle.isPresent()
            || applied.waiting()
            || seen.cluster().lacksPod()
            || isHandingOver(seen)
            || OfflineGrowth.isUnderWay(seen.resource(), seen.objects())
            || !seen.mayRoll()
            || PasswordProgress.isUnderWay(seen)
            || PasswordProgress.isUnwatched(seen.resource()));
  }

  /** Where a server cannot be made, there is nothing of it that Kubernetes could publish. */
  private static boolean isHeldUp(Observation seen, Applied applied) {
    return applied.obstacle().isPresent() && seen.lacksServers();
  }

  /** One that does not end is to be told, although nothing changes. */
  private static boolean isHandingOver(Observation seen) {
    return seen.controller()
        .flatMap(controller -> controller.status().cause())
        .equals(Optional.of(Cause.HANDOVER));
  }

  private static ControllerStep controller(Observation seen) {
    return ControllerInputsMapper.of(seen)
        .<ControllerStep>map(
            inputs -> new ControllerStep.Run(inputs, "The resource and its Secrets are complete."))
        .orElseGet(
            () -> new ControllerStep.Wait("Waiting for the password and the token of the Secret."));
  }

  /** A controller that shuts down decides nothing any more, so its status counts for no restart. */
  private static RollView rollView(Observation seen, ClusterView cluster, LiveSettings settings) {
    Optional<ControllerStatus> controller =
        seen.controller().filter(it -> !it.ending()).map(ControllerView::status);
    return new RollView(
        cluster.servers(),
        cluster.refusals(),
        cluster.revisions(),
        restarts(seen, settings),
        controller.flatMap(ControllerStatus::active),
        controller.filter(ControllerStatus::inSync).isPresent(),
        controller.filter(it -> it.phase() == ControllerStatus.Phase.SWITCHING_OVER).isPresent());
  }

  /** For a setting that Redis reads at its start, or for a volume that grows at its mount. */
  private static Set<Server> restarts(Observation seen, LiveSettings settings) {
    Set<Server> restarts = EnumSet.noneOf(Server.class);
    restarts.addAll(settings.restart());
    restarts.addAll(OfflineGrowth.waiting(seen.resource(), seen.objects(), seen.now()));
    return restarts;
  }

  /** A controller that has just started knows less than the status of its predecessor says. */
  private static boolean isWorthWriting(Observation seen) {
    boolean known = seen.controller().map(it -> it.status().hasProbed()).orElse(true);
    return known || seen.resource().getStatus() == null;
  }

  private static RedisFailoverStatus status(
      Observation seen,
      Optional<ControllerView> controller,
      Optional<StatusInput.Obstacle> obstacle,
      Optional<String> progress) {
    return StatusBuilder.of(
        new StatusInput(
            seen.resource(),
            controller.map(ControllerView::status),
            controller.flatMap(ControllerView::explanation),
            pods(seen.cluster()),
            seen.cluster().refusals(),
            new StatusInput.ProxyCount(
                seen.resource().getSpec().proxy().replicas(),
                seen.cluster().presentProxies(),
                seen.cluster().readyProxies()),
            obstacle,
            progress,
            seen.now()),
        ClientAddress.of(seen.resource()));
  }

  private static Optional<String> progress(
      Observation seen, LiveSettings settings, RollStep step, Applied applied) {
    if (!(step instanceof RollStep.Settled)) {
      return Optional.of(step.why());
    }
    if (applied.proxies() == Applied.ProxyRoll.WAITING) {
      return Optional.of(RollPolicy.OTHERS_FIRST);
    }
    return RoundObstacles.refusals(seen.cluster())
        .or(() -> PasswordProgress.silent(seen, settings))
        .or(() -> unanswered(settings))
        .or(() -> seen.cluster().rollout().map(ProxyRollout::sentence))
        .or(() -> PasswordProgress.sentence(seen, settings));
  }

  private static Optional<String> unanswered(LiveSettings settings) {
    return PasswordProgress.words(settings.unanswered().keySet())
        .map(servers -> "Waiting for " + servers + " to take the settings and users.");
  }

  private static Map<Server, StatusInput.PodFacts> pods(ClusterView cluster) {
    Map<Server, StatusInput.PodFacts> pods = new EnumMap<>(Server.class);
    cluster
        .servers()
        .forEach((server, pod) ->
            pods.put(
                server,
                new StatusInput.PodFacts(
                    pod.name(),
                    pod.address(),
                    pod.terminating(),
                    pod.trouble(),
                    pod.node(),
                    pod.zone())));
    return pods;
  }
}
