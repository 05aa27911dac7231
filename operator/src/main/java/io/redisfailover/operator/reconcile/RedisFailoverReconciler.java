package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.observe.Cluster;
import io.redisfailover.operator.pair.PairPlan;
import io.redisfailover.operator.pair.Pairs;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.status.StatusInput;
import io.redisfailover.operator.status.StatusReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one resource's objects to what it says, lets its controller know of the pods, and reports.
 * Every step looks at what is there, so a step that is done twice does nothing.
 */
@ControllerConfiguration(
    name = Applier.FIELD_MANAGER,
    // What people ask for by annotations changes no generation; the filter passes over the status.
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = WorthALook.class))
public final class RedisFailoverReconciler implements Reconciler<RedisFailover>, AutoCloseable {
  private static final String OURS = "app.kubernetes.io/managed-by=redis-failover-operator";

  private final InstantSource clock;
  private final Installer installer;
  private final LiveSettings live;
  private final SimpleInboundEventSource<RedisFailover> inbound =
      new SimpleInboundEventSource<>("servers");
  private final Pairs<ResourceID> pairs = new Pairs<>(inbound::propagateEvent);
  private final Operations operations;
  private final OperatorMeters meters;
  private final Reports reports;

  /** When what stands in the way is looked at again, if nothing changes before. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** One that looks after the resources which the client can see. */
  public RedisFailoverReconciler(
      KubernetesClient client,
      OperatorSettings settings,
      InstantSource clock,
      OperatorMeters meters) {
    this.clock = clock;
    this.installer = new Installer(client, settings);
    this.live = new LiveSettings(inbound::propagateEvent);
    this.meters = meters;
    Events events = new Events(client, clock, settings.instance(), meters);
    this.reports = new Reports(client, events);
    this.operations = new Operations(client, pairs, events);
  }

  @Override
  public List<EventSource<?, RedisFailover>> prepareEventSources(
      EventSourceContext<RedisFailover> context) {
    List<EventSource<?, RedisFailover>> sources = new ArrayList<>();
    List<Class<? extends HasMetadata>> kinds = new ArrayList<>(Installer.OPTIONAL);
    kinds.addAll(
        List.of(ConfigMap.class, Secret.class, Pod.class, StatefulSet.class, Deployment.class));
    kinds.forEach(kind -> sources.add(informer(kind, context)));
    sources.add(inbound);
    return sources;
  }

  private static <T extends HasMetadata> InformerEventSource<T, RedisFailover> informer(
      Class<T> kind, EventSourceContext<RedisFailover> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, RedisFailover.class)
            .withLabelSelector(OURS)
            .withSecondaryToPrimaryMapper(RedisFailoverReconciler::owner)
            .build(),
        context);
  }

  private static Set<ResourceID> owner(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels().get(Labels.INSTANCE))
        .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  /** A resource is gone: its objects go by their owner references, its controller here. */
  public void forget(RedisFailover resource) {
    pairs.stop(ResourceID.fromResource(resource));
    reports.forget(resource);
    live.forget(resource);
    meters.forget(resource);
  }

  /** Stops all controllers: servers and proxies are told nothing any more. */
  @Override
  public void close() {
    pairs.close();
  }

  @Override
  public UpdateControl<RedisFailover> reconcile(
      RedisFailover resource, Context<RedisFailover> context) {
    reports.remember(resource);
    boolean paused = Boolean.TRUE.equals(resource.getSpec().paused());
    ResourceID key = ResourceID.fromResource(resource);
    Cluster cluster =
        Cluster.of(
            resource,
            context.getSecondaryResources(Pod.class),
            context.getSecondaryResources(StatefulSet.class));
    Round round = paused ? Round.PAUSED : work(resource, cluster, context);
    if (paused) {
      pairs.stop(key);
    }
    RedisFailoverStatus status =
        StatusReport.of(
            new StatusInput(
                resource,
                pairs.status(key),
                pairs.explanation(key),
                pods(cluster),
                new StatusInput.ProxyCount(
                    resource.getSpec().proxy().replicas(), cluster.readyProxies()),
                round.obstacle().or(() -> stuck(round.roll())),
                progress(round.roll()),
                clock.instant()),
            Clients.address(resource));
    boolean known = pairs.status(key).map(ControllerStatus::hasLooked).orElse(true);
    if (known || resource.getStatus() == null) {
      reports.write(resource, status);
      meters.show(resource, status);
    }
    UpdateControl<RedisFailover> done = UpdateControl.noUpdate();
    return round.obstacle().isPresent() ? done.rescheduleAfter(AGAIN) : done;
  }

  /**
   * What a round found.
   *
   * @param obstacle what stands against the spec being in effect
   * @param roll the step of a roll that was done
   */
  private record Round(Optional<StatusInput.Obstacle> obstacle, RollStep roll) {
    static final Round PAUSED = new Round(Optional.empty(), new RollStep.Settled("Paused."));
  }

  private Round work(RedisFailover resource, Cluster cluster, Context<RedisFailover> context) {
    Optional<PairPlan> plan = plan(resource, cluster, context);
    LiveSettings.Report settings = live.look(resource, cluster, plan.map(PairPlan::password));
    Installer.Outcome installed = installer.bringAbout(resource, settings.fileMayChange(), context);
    plan.or(() -> plan(resource, cluster, context))
        .ifPresent(it -> lead(ResourceID.fromResource(resource), it, cluster));
    operations.asked(resource);
    return new Round(
        installed.obstacle().or(settings::refused),
        operations.roll(
            resource,
            installed.serversChanged() ? cluster.withoutRevisions() : cluster,
            settings.restart()));
  }

  private static Optional<StatusInput.Obstacle> stuck(RollStep step) {
    return step instanceof RollStep.Stuck(String why)
        ? Optional.of(new StatusInput.Obstacle("RollStuck", why))
        : Optional.empty();
  }

  private static Optional<String> progress(RollStep step) {
    return step instanceof RollStep.Settled ? Optional.empty() : Optional.of(step.why());
  }

  private Optional<PairPlan> plan(
      RedisFailover resource, Cluster cluster, Context<RedisFailover> context) {
    return installer
        .secret(Names.controlSecret(resource), resource, context)
        .flatMap(secret ->
            Plans.of(
                resource, cluster, pairs.endpoints(ResourceID.fromResource(resource)), secret));
  }

  private void lead(ResourceID key, PairPlan plan, Cluster cluster) {
    Controller controller = pairs.keep(key, plan);
    cluster.servers().forEach((node, pod) -> controller.placed(node, false, pod.presence()));
  }

  private static Map<Node, StatusInput.PodFacts> pods(Cluster cluster) {
    Map<Node, StatusInput.PodFacts> pods = new EnumMap<>(Node.class);
    cluster
        .servers()
        .forEach((node, pod) ->
            pods.put(
                node,
                new StatusInput.PodFacts(
                    pod.name(), pod.address(), pod.terminating(), pod.trouble())));
    return pods;
  }
}
