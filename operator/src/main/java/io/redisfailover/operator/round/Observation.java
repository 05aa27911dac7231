package io.redisfailover.operator.round;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.controllers.ControllerView;
import io.redisfailover.operator.desired.ConfigMaps;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.DesiredUsers;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ownership;
import io.redisfailover.operator.desired.PasswordsTaken;
import io.redisfailover.operator.desired.Recovery;
import io.redisfailover.operator.desired.UsersFile;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.nodes.ProxyPlace;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.passwords.ApplicationLogins;
import io.redisfailover.operator.status.ResourceEvent;
import io.redisfailover.operator.status.StatusInput;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one round knows, read once at its beginning.
 *
 * @param resource the resource, with the status that was written last
 * @param cluster the pods and revisions of the resource
 * @param objects all watched objects of the resource
 * @param inputs what the desired objects depend on besides the resource, its Secrets among it
 * @param recovery what is kept of the passwords, and which of them everyone uses now
 * @param unread why a Secret could not be read, if so: nothing may be applied without it
 * @param controller what the controller knows, if one runs
 * @param liveConfig what each server replied to its present settings; absent until it has
 * @param answered values of annotations of this version of the resource that were answered already,
 *     by the annotation
 * @param mayRoll whether it is its turn to restart a server for a change
 * @param now the present moment
 */
public record Observation(
    RedisFailover resource,
    ClusterView cluster,
    List<HasMetadata> objects,
    DesiredInputs inputs,
    Recovery recovery,
    Optional<StatusInput.Obstacle> unread,
    Optional<ControllerView> controller,
    Map<Server, LiveConfigResult> liveConfig,
    Map<String, String> answered,
    boolean mayRoll,
    Instant now) {
  /** Copies the collections. */
  public Observation {
    objects = List.copyOf(objects);
    liveConfig = Map.copyOf(liveConfig);
    answered = Map.copyOf(answered);
  }

  /** {@return the same where other resources are to be rolled first} */
  public Observation withoutTurn() {
    return new Observation(
        resource,
        cluster,
        objects,
        inputs,
        recovery,
        unread,
        controller,
        liveConfig,
        answered,
        false,
        now);
  }

  /** {@return whether the operator must change nothing} */
  public boolean isPaused() {
    return Boolean.TRUE.equals(resource.getSpec().paused());
  }

  /** {@return the proxies that may be taken out of the Service when their node is gone} */
  public List<ProxyPlace> replaceableProxies() {
    return isPaused() ? List.of() : cluster.places();
  }

  /**
   * {@return whether an object must wait for its pods: a disruption budget, until the first of them
   * is there. It protects nothing before, and Kubernetes would write an Event NoPods on it}
   *
   * @param object a desired object
   */
  private boolean mustWaitForPods(HasMetadata object) {
    if (!(object instanceof PodDisruptionBudget)) {
      return false;
    }
    return Labels.PROXY.equals(object.getMetadata().getLabels().get(Labels.COMPONENT))
        ? cluster.proxies().isEmpty()
        : cluster.servers().isEmpty();
  }

  /**
   * {@return what to apply now of a desired object, if anything} The configuration file of the
   * servers stays while a server rejects a setting, or has not replied: a server that starts would
   * fail. Where it was deleted meanwhile no server starts at all, so it is made again, without what
   * is rejected.
   */
  public Optional<HasMetadata> applicable(HasMetadata object) {
    if (mustWaitForPods(object)) {
      return Optional.empty();
    }
    if (!isFile(object)) {
      return Optional.of(object);
    }
    LiveSettings live = liveSettings();
    if (live.fileMayChange()) {
      return Optional.of(object);
    }
    return objects.stream().noneMatch(this::isFile) && live.settingsKnown()
        ? Optional.of(ConfigMaps.startable(resource, live.rejectedSettings()))
        : Optional.empty();
  }

  private boolean isFile(HasMetadata object) {
    return object instanceof ConfigMap
        && object.getMetadata().getName().equals(Names.redis(resource));
  }

  /** {@return whether a server has not been made yet, so that Kubernetes cannot make its pod} */
  boolean lacksServers() {
    return objects.stream()
            .filter(StatefulSet.class::isInstance)
            .filter(set -> Ownership.of(resource, set) == Ownership.OWN)
            .count()
        < Server.values().length;
  }

  /** {@return what the servers' replies to their settings mean} */
  public LiveSettings liveSettings() {
    return LiveSettings.of(
        LiveSettings.targets(resource, cluster, inputs, recovery), cluster, liveConfig);
  }

  /** {@return what the running servers have taken of the Secrets} */
  public PasswordsTaken taken() {
    LiveSettings live = liveSettings();
    return new PasswordsTaken(
        live.internalLoginsAccepted() && SecretRefresh.of(this).pods().isEmpty(),
        live.loginAccepted(recovery.applicationsUser(resource, inputs)),
        live.usersAccepted(),
        controller.filter(view -> areSigned(view.status())).isPresent());
  }

  /** Whether the markers of both servers are those of the epoch, by a key of the resource. */
  private static boolean areSigned(ControllerStatus status) {
    return status.epoch().isPresent()
        && status.seen().isPresent()
        && Arrays.stream(Server.values())
            .map(server -> status.seen().get().of(server).state())
            .allMatch(state -> state.filter(it -> isSigned(it, status.epoch().get())).isPresent());
  }

  /** A server that knows no functions has no markers. */
  private static boolean isSigned(ServerState state, Epoch epoch) {
    return state.markers().areOf(epoch)
        || (!state.markable() && !state.markers().has(Markers.Flaw.FOREIGN));
  }

  /** {@return what to tell where every copy of the internal passwords is lost} */
  public Optional<ResourceEvent> lostSecrets() {
    return LostSecrets.of(this);
  }

  /** {@return the logins of the applications that are valid now} */
  public ApplicationLogins applicationLogins() {
    return recovery.applications(resource, inputs);
  }

  /** {@return the further users, or why they are not known} */
  public DesiredUsers users() {
    return recovery.users(resource, inputs);
  }

  /** {@return whether a former password of the applications or of a further user is valid} */
  public boolean hasFormerPasswords() {
    return applicationLogins().hasFormer() || recovery.userLogins(resource, inputs).hasFormer();
  }

  /** {@return whether a former password is valid because not all servers have the present one} */
  boolean hasUntakenPasswords() {
    return applicationLogins().isUntaken() || recovery.userLogins(resource, inputs).isUntaken();
  }

  /**
   * {@return what to tell of values in the Secret that was replaced because they cannot be ones}
   */
  public Optional<ResourceEvent> rejectedValues() {
    return RejectedValues.of(this);
  }

  /** {@return the Secret with the users that a server starts with, if it must change} */
  public Optional<Secret> usersFile() {
    LiveSettings live = liveSettings();
    Optional<Secret> present = inputs.secret(Names.aclSecret(resource));
    Optional<Secret> changed =
        users()
            .known()
            .filter(users -> live.usersMayChange())
            .flatMap(users -> UsersFile.change(resource, present, users, live.usersTaken()));
    return UsersFile.withLogins(
            resource,
            changed.or(() -> present),
            recovery.toldUser(resource, inputs),
            recovery.formerLogins(resource, inputs))
        .or(() -> changed);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "Observation[%s/%s, %s, %s]"
        .formatted(
            resource.getMetadata().getNamespace(),
            resource.getMetadata().getName(),
            cluster,
            controller);
  }
}
