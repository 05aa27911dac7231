package io.redisfailover.controller;

import io.redisfailover.controller.redis.ServerDifferences;
import io.redisfailover.controller.redis.ServerTraits;
import io.redisfailover.controller.redis.SettingsReport;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.MarkerRepair;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a status says of the servers that no decision rests on. For one thread. */
final class ServerDetails {
  private final Map<Server, List<String>> faults = new EnumMap<>(Server.class);
  private final Map<Server, ServerTraits> traits = new EnumMap<>(Server.class);

  /** Said with each decision, but compared only when something was read. */
  private List<String> differences = List.of();

  private Optional<ControllerStatus.Discarded> discarded = Optional.empty();

  /** The settings of a server were read. */
  void read(Server server, SettingsReport settings) {
    faults.put(server, settings.faults());
    traits.put(server, settings.traits());
    differences = ServerDifferences.problems(of(Server.MASTER), of(Server.BACKUP));
  }

  /**
   * A server follows the active one, and discards what only it holds.
   *
   * @param server the server
   * @param decided the state on which that was decided
   */
  void follows(Server server, ControllerState decided) {
    OptionalLong bytes = decided.discardedBytes(server);
    if (bytes.isPresent()) {
      discarded =
          decided
              .epoch()
              .map(epoch ->
                  new ControllerStatus.Discarded(server, epoch.number(), bytes.getAsLong()));
    }
  }

  /**
   * {@return one sentence for each wrong setting, for each difference of the servers, and for each
   * server with foreign markers}
   *
   * @param seen what the controller remembers
   */
  List<String> problems(ObserverMemory seen) {
    return Stream.of(
            faults.values().stream().flatMap(List::stream),
            differences.stream(),
            MarkerRepair.problems(seen).stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  private ServerTraits of(Server server) {
    return traits.getOrDefault(server, ServerTraits.UNKNOWN);
  }

  /** {@return name and version of each server, as far as known} */
  Map<Server, String> versions() {
    Map<Server, String> versions = new EnumMap<>(Server.class);
    traits.forEach(
        (server, known) -> known.version().ifPresent(version -> versions.put(server, version)));
    return versions;
  }

  /** {@return what was discarded last} */
  Optional<ControllerStatus.Discarded> discarded() {
    return discarded;
  }
}
