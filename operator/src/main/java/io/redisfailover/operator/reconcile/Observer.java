package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.controllers.RunningControllers;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.OwnSecrets;
import io.redisfailover.operator.desired.Ownership;
import io.redisfailover.operator.desired.PasswordsTaken;
import io.redisfailover.operator.desired.Recovery;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.round.LiveSettings;
import io.redisfailover.operator.round.Observation;
import io.redisfailover.operator.status.StatusInput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all that one round knows, each of it once. */
final class Observer {
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  /** All kinds that are watched. */
  static final List<Class<? extends HasMetadata>> KINDS = kinds();

  private final KubernetesClient client;
  private final OperatorSettings settings;
  private final RunningControllers<ResourceID> controllers;
  private final ServerSettings servers;
  private final AnnotationRequests requests;
  private final InstantSource clock;
  private final RefusedPods refused;

  /** Should the Secret for recovery be deleted too, its last state is here. */
  private final Map<ResourceID, Secret> recoveries = new ConcurrentHashMap<>();

  Observer(
      KubernetesClient client,
      OperatorSettings settings,
      RunningControllers<ResourceID> controllers,
      ServerSettings servers,
      AnnotationRequests requests,
      InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.controllers = controllers;
    this.servers = servers;
    this.requests = requests;
    this.clock = clock;
    this.refused = new RefusedPods(client);
  }

  private static List<Class<? extends HasMetadata>> kinds() {
    List<Class<? extends HasMetadata>> kinds = new ArrayList<>(Installer.OPTIONAL);
    kinds.addAll(
        List.of(
            ConfigMap.class,
            Secret.class,
            PersistentVolumeClaim.class,
            Pod.class,
            StatefulSet.class,
            Deployment.class,
            ReplicaSet.class));
    return List.copyOf(kinds);
  }

  /** {@return the observation of this moment} */
  Observation observe(RedisFailover resource, Context<RedisFailover> context) {
    List<HasMetadata> objects = new ArrayList<>();
    KINDS.forEach(kind -> objects.addAll(context.getSecondaryResources(kind)));
    ResourceID id = ResourceID.fromResource(resource);
    Secrets secrets = new Secrets(resource, ClusterView.ofKind(objects, Secret.class));
    OwnSecrets own = OwnSecrets.of(resource, secrets.all());
    DesiredInputs inputs =
        new DesiredInputs(
            settings.platform(),
            settings.namespace(),
            settings.labels(),
            own.readable(),
            own.foreign(),
            PasswordsTaken.NOTHING,
            clock.instant());
    Recovery recovery = Recovery.of(resource, inputs);
    ClusterView cluster = cluster(resource, objects, inputs.now());
    return new Observation(
        resource,
        cluster,
        objects,
        inputs,
        recovery,
        secrets.unread,
        controllers.view(id),
        liveConfig(id, resource, cluster, inputs, recovery),
        requests.answered(resource),
        true,
        inputs.now());
  }

  /** No Event is read while the resource is paused: no further round would renew the words. */
  private ClusterView cluster(RedisFailover resource, List<HasMetadata> objects, Instant now) {
    ClusterView cluster = ClusterView.of(resource, objects);
    return Boolean.TRUE.equals(resource.getSpec().paused())
        ? cluster
        : cluster.withRefusals(
            refused.words(
                ResourceID.fromResource(resource), cluster.setsWithoutPod(resource, objects), now));
  }

  /** Forgets a deleted resource. */
  void forget(ResourceID id) {
    recoveries.remove(id);
    refused.forget(id);
  }

  private Map<Server, LiveConfigResult> liveConfig(
      ResourceID id,
      RedisFailover resource,
      ClusterView cluster,
      DesiredInputs inputs,
      Recovery recovery) {
    Map<Server, LiveConfigResult> results = new EnumMap<>(Server.class);
    LiveSettings.targets(resource, cluster, inputs, recovery)
        .forEach((server, target) ->
            servers.result(id, server, target).ifPresent(result -> results.put(server, result)));
    return results;
  }

  /** The Secrets of a resource. The operator's own are watched; one that the spec names is read. */
  private final class Secrets {
    private final RedisFailover resource;
    private final List<Secret> watched;
    private Optional<StatusInput.Obstacle> unread = Optional.empty();

    Secrets(RedisFailover resource, List<Secret> watched) {
      this.resource = resource;
      this.watched = watched;
    }

    Map<String, Secret> all() {
      Map<String, Secret> all = new TreeMap<>();
      watched.forEach(secret -> all.put(secret.getMetadata().getName(), secret));
      for (String name : Names.readSecrets(resource)) {
        if (!all.containsKey(name)) {
          read(name).ifPresent(secret -> all.put(name, secret));
        }
      }
      remember(all);
      return all;
    }

    /** What is only remembered has no version, so it is stored again. */
    private void remember(Map<String, Secret> all) {
      ResourceID id = ResourceID.fromResource(resource);
      Secret present = all.get(Names.recoverySecret(resource));
      if (present != null) {
        recoveries.remove(id);
        if (Ownership.of(resource, present) == Ownership.OWN) {
          recoveries.put(id, present);
        }
      } else if (recoveries.containsKey(id)
          && Ownership.of(resource, recoveries.get(id)) == Ownership.OWN) {
        Secret last =
            new SecretBuilder(recoveries.get(id))
                .editMetadata()
                .withResourceVersion(null)
                .withFinalizers(List.of())
                .endMetadata()
                .build();
        all.put(Names.recoverySecret(resource), last);
      }
    }

    private Optional<Secret> read(String name) {
      String namespace = resource.getMetadata().getNamespace();
      try {
        return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
      } catch (KubernetesClientException failure) {
        LOG.warn("Failed to read Secret {} of {}.", name, LogName.of(resource), failure);
        unread = Optional.of(Obstacles.of(failure));
        return Optional.empty();
      }
    }
  }
}
