package io.redisfailover.proxy.watch;

import io.netty.channel.EventLoop;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.redis.Links;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The replication watches of both servers. All on one event loop, the caller's. */
public final class ServerWatches {
  private final AddressBook addresses;
  private final Map<Node, ServerWatch> watches = new EnumMap<>(Node.class);

  /**
   * Watches that have not started.
   *
   * @param loop the event loop that they live on
   * @param links how servers are reached
   * @param views who gets the views
   */
  public ServerWatches(EventLoop loop, Links links, Consumer<View> views) {
    addresses = links.addresses();
    for (Node node : Node.values()) {
      watches.put(node, new ServerWatch(node, loop, links, views));
    }
  }

  /** Looks at both servers now. */
  public void probeNow() {
    watches.values().forEach(ServerWatch::probeNow);
  }

  /** Looks at one server now. */
  public void probeNow(Node node) {
    watch(node).probeNow();
  }

  /** Dials a server anew: it is said to be elsewhere. */
  public void redial(Node node) {
    watch(node).redial();
  }

  /**
   * Sets the pace of both.
   *
   * @param interval from one look to the next
   * @param limit how long an answer is waited for
   */
  public void pace(Function<Node, Duration> interval, Function<Node, Duration> limit) {
    watches.forEach((node, watch) -> watch.pace(interval.apply(node), limit.apply(node)));
  }

  /**
   * {@return where to dial a server, once its watch has had an answer from there} An address that
   * nobody has looked at may be a stranger's by now, so no client gets to it.
   */
  public Optional<InetSocketAddress> seenAt(Node node) {
    return watch(node).answeredAt().filter(at -> addresses.of(node).equals(Optional.of(at)));
  }

  /** Ends both; no view is handed over any more. */
  public void stop() {
    watches.values().forEach(ServerWatch::stop);
  }

  private ServerWatch watch(Node node) {
    return Objects.requireNonNull(watches.get(node));
  }
}
