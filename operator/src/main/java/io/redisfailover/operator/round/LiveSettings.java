package io.redisfailover.operator.round;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisConfigRules;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.DesiredUsers;
import io.redisfailover.operator.desired.GeneratedSecrets;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ports;
import io.redisfailover.operator.desired.Recovery;
import io.redisfailover.operator.desired.RedisSettings;
import io.redisfailover.operator.desired.UsersFile;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.liveconfig.LiveConfigTarget;
import io.redisfailover.operator.liveconfig.UserChange;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.status.ConditionReason;
import io.redisfailover.operator.status.StatusInput;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far the running servers have the settings of their resource. Pure.
 *
 * @param unanswered servers that are still to be asked
 * @param restart servers with a setting that takes effect at a restart only
 * @param rejected the setting or the user that a server rejects, if any
 * @param settingsKnown whether each ready server has replied to the settings
 * @param rejectedSettings names of the settings that a server rejects
 * @param usersMayChange whether a server that starts now may have the users of the resource: not
 *     while a server rejects one, or has not replied
 * @param usersTaken which running servers have taken the users of the resource
 * @param missingLogins users whose newest password a running server does not accept yet; of a
 *     server that has not replied, it is not known
 */
public record LiveSettings(
    Map<Server, LiveConfigTarget> unanswered,
    Set<Server> restart,
    Optional<StatusInput.Obstacle> rejected,
    boolean settingsKnown,
    Set<String> rejectedSettings,
    boolean usersMayChange,
    UsersFile.Taken usersTaken,
    Map<Server, Set<String>> missingLogins) {
  /** Copies the collections. */
  public LiveSettings {
    unanswered = Map.copyOf(unanswered);
    restart = Set.copyOf(restart);
    rejectedSettings = Set.copyOf(rejectedSettings);
    missingLogins = Map.copyOf(missingLogins);
  }

  /**
   * {@return whether a server that starts now may read the settings of the resource: not while a
   * server rejects one, or has not replied}
   */
  boolean fileMayChange() {
    return settingsKnown && rejectedSettings.isEmpty();
  }

  /** {@return whether all running servers accept the newest passwords of the internal users} */
  boolean internalLoginsAccepted() {
    return unanswered.isEmpty()
        && missingLogins.values().stream()
            .flatMap(Set::stream)
            .noneMatch(GeneratedSecrets::isInternal);
  }

  /** {@return whether all running servers accept the newest password of a user; one must run} */
  boolean loginAccepted(String user) {
    return usersTaken == UsersFile.Taken.BY_ALL
        && missingLogins.values().stream().noneMatch(missing -> missing.contains(user));
  }

  /** {@return whether all running servers have the further users of the resource; one must run} */
  boolean usersAccepted() {
    return usersTaken == UsersFile.Taken.BY_ALL && usersMayChange;
  }

  /**
   * {@return the servers that can be asked, with their settings; none without a password. While the
   * spec has a setting that no server must get, they keep theirs, and still take passwords}
   *
   * @param resource the resource
   * @param cluster its pods
   * @param inputs its Secrets
   * @param recovery what is kept of its passwords
   */
  public static Map<Server, LiveConfigTarget> targets(
      RedisFailover resource, ClusterView cluster, DesiredInputs inputs, Recovery recovery) {
    Map<Server, LiveConfigTarget> targets = new EnumMap<>(Server.class);
    Optional<String> password = recovery.internal().used(GeneratedSecrets.OPERATOR_PASSWORD);
    Map<String, String> logins = recovery.logins(resource, inputs);
    Optional<Map<String, String>> wanted = wanted(resource);
    Optional<UserChange> users = users(resource, inputs, recovery);
    cluster
        .servers()
        .forEach((server, pod) -> {
          // Another container of the pod may be in trouble.
          boolean runs = pod.address().isPresent() && !pod.terminating() && !pod.absent();
          if (runs && password.isPresent()) {
            Endpoint endpoint = new Endpoint(pod.address().get(), Ports.REDIS);
            targets.put(
                server,
                new LiveConfigTarget(endpoint, pod.life(), wanted, users, logins, password.get()));
          }
        });
    return targets;
  }

  private static Optional<Map<String, String>> wanted(RedisFailover resource) {
    if (RedisConfigRules.refusal(resource.getSpec().redis()).isPresent()) {
      return Optional.empty();
    }
    RedisSettings settings = RedisSettings.of(resource);
    Map<String, String> wanted = new TreeMap<>(settings.chosen());
    wanted.putAll(settings.persistence());
    return Optional.of(wanted);
  }

  private static Optional<UserChange> users(
      RedisFailover resource, DesiredInputs inputs, Recovery recovery) {
    Set<String> former = new HashSet<>(UsersFile.names(inputs.secret(Names.aclSecret(resource))));
    // One that has no password at the moment is not removed: a server may know one.
    former.removeAll(DesiredUsers.names(resource));
    return recovery.users(resource, inputs).known().map(users -> new UserChange(users, former));
  }

  static LiveSettings of(
      Map<Server, LiveConfigTarget> targets,
      ClusterView cluster,
      Map<Server, LiveConfigResult> replies) {
    Map<Server, LiveConfigTarget> unanswered = new EnumMap<>(Server.class);
    Set<Server> restart = new HashSet<>();
    Map<String, String> rejected = new TreeMap<>();
    Map<String, String> rejectedUsers = new TreeMap<>();
    Map<Server, Set<String>> missing = new EnumMap<>(Server.class);
    boolean waits = false;
    for (Map.Entry<Server, LiveConfigTarget> target : targets.entrySet()) {
      Server server = target.getKey();
      LiveConfigResult reply = replies.get(server);
      if (reply == null) {
        unanswered.put(server, target.getValue());
        waits |= isReady(cluster, server);
      } else {
        boolean hasSettings = target.getValue().settings().isPresent();
        if (hasSettings) {
          rejected.putAll(reply.refused());
        }
        rejectedUsers.putAll(reply.refusedUsers());
        if (!reply.missingLogins().isEmpty()) {
          missing.put(server, reply.missingLogins());
        }
        if (hasSettings && !reply.restart().isEmpty()) {
          restart.add(server);
        }
      }
    }
    return new LiveSettings(
        unanswered,
        restart,
        obstacle(rejected, rejectedUsers),
        !waits,
        rejected.keySet(),
        !waits && rejectedUsers.isEmpty(),
        taken(targets.size() - unanswered.size(), targets.size()),
        missing);
  }

  private static UsersFile.Taken taken(int answered, int all) {
    if (answered == 0) {
      return UsersFile.Taken.BY_NONE;
    }
    return answered < all ? UsersFile.Taken.BY_SOME : UsersFile.Taken.BY_ALL;
  }

  private static boolean isReady(ClusterView cluster, Server server) {
    return Optional.ofNullable(cluster.servers().get(server)).filter(PodView::ready).isPresent();
  }

  private static Optional<StatusInput.Obstacle> obstacle(
      Map<String, String> settings, Map<String, String> users) {
    Stream<String> sentences =
        Stream.concat(
            settings.entrySet().stream()
                .map(it ->
                    "spec.redis.config: Redis rejects %s (%s); correct or remove it."
                        .formatted(it.getKey(), it.getValue())),
            users.entrySet().stream()
                .map(it ->
                    "spec.auth.users[%s].rules: Redis rejects them (%s); correct them. All users stay as they are."
                        .formatted(it.getKey(), it.getValue())));
    return sentences
        .findFirst()
        .map(sentence -> new StatusInput.Obstacle(ConditionReason.REJECTED_BY_REDIS, sentence));
  }
}
