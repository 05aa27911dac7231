package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
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
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.controllers.ControllerInputs;
import io.redisfailover.operator.controllers.RunningControllers;
import io.redisfailover.operator.controllers.RunningControllers.Kept;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.nodes.NodeWatch;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.roll.RollTurns;
import io.redisfailover.operator.round.Applied;
import io.redisfailover.operator.round.ControllerStep;
import io.redisfailover.operator.round.Observation;
import io.redisfailover.operator.round.Round;
import io.redisfailover.operator.status.Announcements;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles one resource a round: observes once, applies the desired objects, decides what
 * follows, and carries it out. A step that is done twice does nothing the second time. No round
 * waits for a server or for a controller.
 */
@ControllerConfiguration(
    name = Applier.FIELD_MANAGER,
    // A request by annotation changes no generation; the filter skips changes of the status.
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = SpecOrAnnotationChanged.class))
public final class RedisFailoverReconciler implements Reconciler<RedisFailover>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisFailoverReconciler.class);
  private static final String OURS = "app.kubernetes.io/managed-by=redis-failover-operator";

  /** Time to the next round where another look is due. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final SimpleInboundEventSource<RedisFailover> inbound =
      new SimpleInboundEventSource<>("servers");
  private final RunningControllers<ResourceID> controllers =
      new RunningControllers<>(inbound::propagateEvent, LogName::of);
  private final ServerSettings servers = new ServerSettings(inbound::propagateEvent);
  private final Optional<NodeWatch<ResourceID>> nodes;
  private final ProxyRemover remover;
  private final OperatorMeters meters;
  private final Installer installer;
  private final Roller roller;
  private final SecretRefresher refresher;
  private final AnnotationRequests requests;
  private final StatusWriter statuses;
  private final Observer observer;
  private final RollTurns<ResourceID> turns;
  private volatile Optional<InformerEventSource<Pod, RedisFailover>> pods = Optional.empty();

  /** Creates the reconciler of all resources that the client can see. */
  public RedisFailoverReconciler(
      KubernetesClient client,
      OperatorSettings settings,
      InstantSource clock,
      OperatorMeters meters) {
    this.meters = meters;
    EventWriter events = new EventWriter(client, clock, settings.instance(), meters);
    this.nodes =
        settings
            .nodeAddress()
            .map(address -> NodeWatch.start(new MonotonicClock(), address, this::kubelets));
    this.remover = new ProxyRemover(client, events);
    this.installer = new Installer(client, events);
    this.roller = new Roller(client);
    this.refresher = new SecretRefresher(client);
    this.requests = new AnnotationRequests(client, controllers, events);
    this.statuses = new StatusWriter(client, events, clock);
    this.turns = new RollTurns<>(settings.maxRollouts());
    this.observer = new Observer(client, settings, controllers, servers, requests, clock);
  }

  @Override
  public List<EventSource<?, RedisFailover>> prepareEventSources(
      EventSourceContext<RedisFailover> context) {
    List<EventSource<?, RedisFailover>> sources = new ArrayList<>();
    for (Class<? extends HasMetadata> kind : Observer.KINDS) {
      if (kind != Pod.class) {
        sources.add(informer(kind, context));
      }
    }
    InformerEventSource<Pod, RedisFailover> seen = informer(Pod.class, context);
    sources.add(seen);
    sources.add(inbound);
    pods = Optional.of(seen);
    return sources;
  }

  /** An operator that waits for the lead sees the pods, too; one that starts sees none yet. */
  private Set<Endpoint> kubelets() {
    return ClusterView.kubelets(
        pods.filter(InformerEventSource::isRunning).stream().flatMap(InformerEventSource::list));
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

  /** Forgets a deleted resource: Kubernetes deletes its objects, its controller ends here. */
  public void forget(RedisFailover resource) {
    ResourceID id = ResourceID.fromResource(resource);
    controllers.stop(id);
    nodes.ifPresent(watch -> watch.forget(id));
    statuses.forget(resource);
    servers.forget(id);
    observer.forget(id);
    turns.forget(id);
    requests.forget(id);
    meters.forget(resource);
  }

  /** Takes no proxy away any more; to be called before all else ends. */
  public void stopping() {
    nodes.ifPresent(NodeWatch::close);
  }

  /**
   * Shuts all controllers down and waits for them: no command leaves this operator any more. To be
   * called when no resource is reconciled any more.
   */
  @Override
  public void close() {
    stopping();
    controllers.close();
    statuses.tellTheRest();
  }

  @Override
  public UpdateControl<RedisFailover> reconcile(
      RedisFailover resource, Context<RedisFailover> context) {
    statuses.remember(resource);
    Observation seen = observer.observe(resource, context);
    ResourceID id = ResourceID.fromResource(resource);
    Applied applied =
        seen.isPaused()
            ? Applied.UNCHANGED
            : installer.apply(seen, context, () -> mayRollProxies(id, seen));
    if (applied.proxies() == Applied.ProxyRoll.NONE && !seen.cluster().proxiesMove()) {
      turns.endsProxies(id);
    }
    Round wanted = Round.decide(seen, applied);
    Round round =
        turns.admits(id, wanted.roll(), seen.now())
            ? wanted
            : Round.decide(seen.withoutTurn(), applied);
    carryOut(round, seen);
    UpdateControl<RedisFailover> done = UpdateControl.noUpdate();
    if (statuses.waits(resource)) {
      return done.rescheduleAfter(Announcements.PATIENCE);
    }
    return round.again() ? done.rescheduleAfter(AGAIN) : done;
  }

  /** Proxies that do not come up are mended at once. */
  private boolean mayRollProxies(ResourceID id, Observation seen) {
    return seen.cluster().proxiesFail() || turns.admitsProxies(id, seen.now());
  }

  private void carryOut(Round round, Observation seen) {
    RedisFailover resource = seen.resource();
    ResourceID id = ResourceID.fromResource(resource);
    switch (round.controller()) {
      case ControllerStep.Run(ControllerInputs inputs, String why) -> {
        Kept kept = controllers.keep(id, inputs);
        LOG.debug("{}: controller {}: {}", id, kept, why);
      }
      case ControllerStep.Stop(String why) -> {
        LOG.debug("{}: no controller: {}", id, why);
        controllers.stop(id);
      }
      case ControllerStep.Wait(String why) -> LOG.debug("{}: {}", id, why);
    }
    nodes.ifPresent(watch ->
        watch.watch(id, seen.replaceableProxies(), proxy -> remover.remove(resource, proxy)));
    servers.set(id, round.liveConfig());
    round.requests().forEach(step -> requests.carryOut(step, resource));
    roller.carryOut(round.roll(), resource, seen.cluster());
    refresher.carryOut(round.refresh(), resource);
    round
        .status()
        .ifPresent(status -> {
          statuses.write(resource, status);
          meters.show(resource, status);
        });
  }
}
