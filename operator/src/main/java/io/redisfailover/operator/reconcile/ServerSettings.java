package io.redisfailover.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.liveconfig.LiveConfig;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.liveconfig.LiveConfigTarget;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings of the running servers of all resources. Thread-safe. */
final class ServerSettings {
  /**
   * A server of a resource.
   *
   * @param resource the resource
   * @param server which of its servers
   */
  private record Key(ResourceID resource, Server server) {}

  private final LiveConfig<Key> config = new LiveConfig<>();
  private final Consumer<ResourceID> changed;

  /** Creates an empty registry; {@code changed} hears of resources whose servers have replied. */
  ServerSettings(Consumer<ResourceID> changed) {
    this.changed = changed;
  }

  /** {@return what a server replied to these settings; empty until it has} */
  Optional<LiveConfigResult> result(ResourceID id, Server server, LiveConfigTarget target) {
    return config.result(new Key(id, server), target);
  }

  /** Sets the settings of servers, in the background. */
  void set(ResourceID id, Map<Server, LiveConfigTarget> targets) {
    targets.forEach(
        (server, target) -> config.set(new Key(id, server), target, () -> changed.accept(id)));
  }

  /** Forgets the servers of a resource. */
  void forget(ResourceID id) {
    for (Server server : Server.values()) {
      config.forget(new Key(id, server));
    }
  }
}
