package io.redisfailover.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Ports;
import io.redisfailover.operator.desired.RedisSettings;
import io.redisfailover.operator.observe.Cluster;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.status.StatusInput;
import io.redisfailover.operator.tune.Server;
import io.redisfailover.operator.tune.Tuner;
import io.redisfailover.operator.tune.Tuning;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Lets running servers have the settings of their resource, as far as they take them at once. */
final class LiveSettings {
  /**
   * A server of a resource.
   *
   * @param resource whose
   * @param node which
   */
  private record Key(ResourceID resource, Node node) {}

  /**
   * What the servers said.
   *
   * @param restart servers with a setting that they take at their next start only
   * @param refused what no server takes
   * @param fileMayChange whether a server that starts now may read the settings of the resource
   */
  record Report(Set<Node> restart, Optional<StatusInput.Obstacle> refused, boolean fileMayChange) {}

  private final Tuner<Key> tuner = new Tuner<>();
  private final Consumer<ResourceID> changed;

  LiveSettings(Consumer<ResourceID> changed) {
    this.changed = changed;
  }

  /** Asks the servers that run, and says what they have answered so far. */
  Report look(RedisFailover resource, Cluster cluster, Optional<String> password) {
    if (password.isEmpty()) {
      return new Report(Set.of(), Optional.empty(), true);
    }
    ResourceID id = ResourceID.fromResource(resource);
    Map<String, String> wanted = wanted(resource);
    Set<Node> restart = new HashSet<>();
    Map<String, String> refused = new TreeMap<>();
    boolean waits = false;
    for (Map.Entry<Node, PodView> entry : cluster.servers().entrySet()) {
      PodView pod = entry.getValue();
      if (pod.address().isEmpty() || pod.terminating() || pod.trouble().isPresent()) {
        continue;
      }
      Server server =
          new Server(
              new Endpoint(pod.address().get(), Ports.REDIS), pod.life(), wanted, password.get());
      Optional<Tuning> said =
          tuner.tune(new Key(id, entry.getKey()), server, () -> changed.accept(id));
      said.filter(it -> !it.restart().isEmpty()).ifPresent(it -> restart.add(entry.getKey()));
      said.ifPresent(it -> refused.putAll(it.refused()));
      waits |= said.isEmpty() && pod.ready();
    }
    return new Report(restart, obstacle(refused), !waits && refused.isEmpty());
  }

  private static Map<String, String> wanted(RedisFailover resource) {
    RedisSettings settings = RedisSettings.of(resource);
    Map<String, String> wanted = new TreeMap<>(settings.chosen());
    wanted.putAll(settings.persistence());
    return wanted;
  }

  private static Optional<StatusInput.Obstacle> obstacle(Map<String, String> refused) {
    return refused.entrySet().stream()
        .findFirst()
        .map(entry ->
            new StatusInput.Obstacle(
                "RefusedByRedis",
                "spec.redis.config: Redis refuses %s: %s. Correct it; what runs goes on as it was."
                    .formatted(entry.getKey(), entry.getValue())));
  }

  /** A resource is gone. */
  void forget(RedisFailover resource) {
    for (Node node : Node.values()) {
      tuner.forget(new Key(ResourceID.fromResource(resource), node));
    }
  }
}
