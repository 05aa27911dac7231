package io.redisfailover.proxy.watch;

import io.netty.channel.EventLoop;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.redis.ConnectionContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The replication watches of both servers. Used on the caller's event loop. */
public final class ReplicationWatches {
  private final AddressBook addresses;
  private final Map<Server, ReplicationWatch> watches = new EnumMap<>(Server.class);

  /**
   * Creates watches that have not started.
   *
   * @param loop the event loop that they run on
   * @param links what connections to the servers need
   * @param results takes the probe results
   * @param moved called on that loop when the address of a server has changed and it is dialled
   *     again
   */
  public ReplicationWatches(
      EventLoop loop, ConnectionContext links, Consumer<ProbeResult> results, Runnable moved) {
    addresses = links.addresses();
    for (Server server : Server.values()) {
      watches.put(server, new ReplicationWatch(server, loop, links, results));
    }
    addresses.onMove(server ->
        loop.execute(() -> {
          watch(server).redial();
          moved.run();
        }));
  }

  /** Probes both servers now. */
  public void probeNow() {
    watches.values().forEach(ReplicationWatch::probeNow);
  }

  /** Probes one server now. */
  public void probeNow(Server server) {
    watch(server).probeNow();
  }

  /**
   * Sets the pace of both watches.
   *
   * @param interval time from one probe to the next
   * @param limit longest time to wait for an answer
   */
  public void pace(Function<Server, Duration> interval, Function<Server, Duration> limit) {
    watches.forEach((server, watch) -> watch.pace(interval.apply(server), limit.apply(server)));
  }

  /**
   * {@return the address to dial a server; absent until its watch has had an answer from there} An
   * address without an answer may belong to a foreign server, so no client is routed to it.
   */
  public Optional<InetSocketAddress> seenAt(Server server) {
    return watch(server).answeredAt().filter(at -> addresses.of(server).equals(Optional.of(at)));
  }

  /** Stops both watches; no further probe result is passed on. */
  public void stop() {
    watches.values().forEach(ReplicationWatch::stop);
  }

  private ReplicationWatch watch(Server server) {
    return Objects.requireNonNull(watches.get(server));
  }
}
