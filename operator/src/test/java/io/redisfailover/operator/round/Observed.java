package io.redisfailover.operator.round;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RequestsStatus;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.controllers.ControllerView;
import io.redisfailover.operator.controllers.OpenRequest;
import io.redisfailover.operator.controllers.RequestOrigin;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.desired.PasswordsTaken;
import io.redisfailover.operator.desired.Platform;
import io.redisfailover.operator.desired.Recovery;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.observe.ProxyRollout;
import io.redisfailover.operator.status.Given;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An observation of a resource that runs well, and what the tests change of it. */
final class Observed {
  private static final PodView PROXY =
      new PodView(
          "cache-proxy-1",
          "uid",
          "1",
          Optional.of("10.0.0.8"),
          true,
          false,
          true,
          "",
          "life",
          Optional.empty(),
          Optional.of("node-1"),
          Optional.of("192.0.2.1"),
          Optional.empty());

  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private Optional<ProxyRollout> rollout = Optional.empty();
  private Map<Server, String> refusals = Map.of();
  private List<PodView> proxies = List.of(PROXY);

  static final String OLD = "old";
  static final String NEW = "new";

  private static final Secret CONTROL =
      new SecretBuilder()
          .addToData(GeneratedSecrets.OPERATOR_PASSWORD, "cGFzc3dvcmQ=")
          .addToData(GeneratedSecrets.TOKEN, "dG9rZW4=")
          .addToData(
              GeneratedSecrets.MARKER_KEY,
              Base64.getEncoder().encodeToString("k".repeat(32).getBytes(StandardCharsets.UTF_8)))
          .build();

  private RedisFailover resource = Samples.withSpec("{}");
  private Map<String, Secret> secrets = Map.of("cache-control", CONTROL);
  private Optional<ControllerView> controller =
      Optional.of(view(Given.running().controller().orElseThrow()));
  private Map<Server, LiveConfigResult> liveConfig =
      Map.of(
          Server.MASTER, LiveConfigResult.TAKEN,
          Server.BACKUP, LiveConfigResult.TAKEN);
  private Map<String, String> answered = Map.of();
  private List<HasMetadata> objects = List.of();
  private Map<Server, PodView> pods =
      Map.of(Server.MASTER, pod(Server.MASTER, NEW), Server.BACKUP, pod(Server.BACKUP, NEW));

  /** {@return an observation of a resource, with nothing in the cluster but its Secret} */
  static Observation of(RedisFailover resource) {
    Observed observed = new Observed();
    observed.resource = resource;
    observed.controller = Optional.empty();
    observed.pods = Map.of();
    return observed.now();
  }

  Observed paused() {
    resource = Samples.withSpec("paused: true");
    return this;
  }

  Observed spec(String spec) {
    resource = Samples.withSpec(spec);
    return this;
  }

  Observed annotated(Map<String, String> annotations) {
    resource.getMetadata().setAnnotations(annotations);
    if (resource.getStatus() == null) {
      answeredEarlier(RequestsStatus.NONE);
    }
    return this;
  }

  /** Nobody has written its status yet. */
  Observed justMade() {
    resource.setStatus(null);
    return this;
  }

  Observed answeredEarlier(RequestsStatus requests) {
    resource.setStatus(
        new RedisFailoverStatus(
            null, null, null, null, null, null, null, null, null, null, requests));
    return this;
  }

  /** The pair has had an active server. */
  Observed served() {
    resource.setStatus(
        new RedisFailoverStatus(
            null, null, ServerName.MASTER, 7L, null, null, null, null, null, null, null));
    return this;
  }

  Observed answered(String annotation, String value) {
    answered = Map.of(annotation, value);
    return this;
  }

  Observed secret(String name, Secret secret) {
    secrets = new HashMap<>(secrets);
    secrets.put(name, secret);
    return this;
  }

  /** Somebody has set this value in the Secret of operator, proxies and servers. */
  Observed control(String key, String text) {
    String coded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return secret("cache-control", new SecretBuilder(CONTROL).addToData(key, coded).build());
  }

  Observed withoutSecret() {
    secrets = Map.of();
    return this;
  }

  Observed withoutController() {
    controller = Optional.empty();
    return this;
  }

  Observed ending() {
    ControllerView running = controller.orElseThrow();
    controller =
        Optional.of(
            new ControllerView(
                running.status(),
                running.explanation(),
                running.endpoints(),
                running.request(),
                true));
    return this;
  }

  Observed status(ControllerStatus status) {
    controller = Optional.of(view(status));
    return this;
  }

  /** The controller has a request that no annotation asked for. */
  Observed open(ControllerRequest request, Optional<RequestOutcome> outcome) {
    return open(new OpenRequest(request, Optional.empty(), outcome));
  }

  /** The controller has a request of an annotation. */
  Observed open(
      ControllerRequest request,
      String annotation,
      String value,
      Optional<RequestOutcome> outcome) {
    return open(
        new OpenRequest(request, Optional.of(new RequestOrigin(annotation, value)), outcome));
  }

  private Observed open(OpenRequest request) {
    ControllerView running = controller.orElseThrow();
    controller =
        Optional.of(
            new ControllerView(
                running.status(),
                running.explanation(),
                running.endpoints(),
                Optional.of(request),
                false));
    return this;
  }

  /** The pods still have the old revision, or one of them has. */
  Observed outdated(Server... servers) {
    Set<Server> old = Set.of(servers);
    pods =
        Map.of(
            Server.MASTER, pod(Server.MASTER, old.contains(Server.MASTER) ? OLD : NEW),
            Server.BACKUP, pod(Server.BACKUP, old.contains(Server.BACKUP) ? OLD : NEW));
    return this;
  }

  Observed pods(Map<Server, PodView> all) {
    pods = all;
    return this;
  }

  Observed withoutPods() {
    pods = Map.of();
    proxies = List.of();
    return this;
  }

  /** One server has no pod, because Kubernetes refuses it. */
  Observed refused(Server server, String words) {
    pods = Map.of(server.other(), Objects.requireNonNull(pods.get(server.other())));
    refusals = Map.of(server, words);
    return this;
  }

  Observed rollout(String words) {
    rollout = Optional.of(new ProxyRollout(words, ProxyRollout.State.MOVING));
    return this;
  }

  /** Kubernetes refuses a pod of the proxies. */
  Observed refusedProxies(String words) {
    rollout = Optional.of(new ProxyRollout(words, ProxyRollout.State.REFUSED));
    return this;
  }

  /** A proxy does not start with the new spec. */
  Observed stuckProxies(String words) {
    rollout = Optional.of(new ProxyRollout(words, ProxyRollout.State.STUCK));
    return this;
  }

  Observed objects(HasMetadata... all) {
    objects = List.of(all);
    return this;
  }

  Observed replies(Map<Server, LiveConfigResult> results) {
    liveConfig = results;
    return this;
  }

  Observation now() {
    DesiredInputs inputs =
        new DesiredInputs(
            new Platform("proxy:1", Optional.empty(), true),
            "system",
            Map.of(),
            secrets,
            List.of(),
            PasswordsTaken.NOTHING,
            NOW);
    return new Observation(
        resource,
        new ClusterView(
            pods, Map.of(Server.MASTER, NEW, Server.BACKUP, NEW), proxies, rollout, refusals),
        objects,
        inputs,
        Recovery.of(resource, inputs),
        Optional.empty(),
        controller,
        liveConfig,
        answered,
        true,
        NOW);
  }

  RedisFailover resource() {
    return resource;
  }

  private static ControllerView view(ControllerStatus status) {
    return new ControllerView(
        status,
        Optional.empty(),
        new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379)),
        Optional.empty(),
        false);
  }

  private static PodView pod(Server server, String revision) {
    String word = server == Server.MASTER ? "master" : "backup";
    return new PodView(
        "cache-" + word + "-0",
        "uid-" + word,
        "1",
        Optional.of(server == Server.MASTER ? "10.0.0.1" : "10.0.0.2"),
        true,
        false,
        false,
        revision,
        "life",
        Optional.empty(),
        Optional.of("node-" + word),
        Optional.empty(),
        Optional.empty());
  }
}
