package io.redisfailover.bench.condition;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether an installation is whole. */
public final class Health {
  private Health() {}

  /**
   * Waits until every proxy runs, routes to the same server and could promote the other one.
   *
   * @return the active server
   * @throws AssertionError when that does not come, with what everybody says
   */
  public static Server await(Installation installation) {
    AtomicReference<Optional<Server>> seen = new AtomicReference<>(Optional.empty());
    installation.awaitThat(
        "every proxy to route to the same server and see the other one in sync",
        () -> {
          seen.set(safeOn(installation));
          return seen.get().isPresent();
        });
    return seen.get().orElseThrow();
  }

  private static Optional<Server> safeOn(Installation installation) {
    Optional<Server> first = safeServer(installation.leader());
    return first.filter(server ->
        installation.proxies().stream().allMatch(proxy -> safeServer(proxy).equals(first)));
  }

  private static Optional<Server> safeServer(StandaloneProcess proxy) {
    return proxy
        .status()
        .filter(status -> status.path("standbyReady").asBoolean())
        .flatMap(status ->
            Arrays.stream(Server.values())
                .filter(server -> server.displayName().equals(status.path("routing").asText()))
                .findFirst());
  }
}
