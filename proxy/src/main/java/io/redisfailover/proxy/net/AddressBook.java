package io.redisfailover.proxy.net;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where the servers are, as addresses that can be dialled. Names are looked up on a thread of their
 * own, again and again, because a look-up can block for seconds; an address is known at once. Safe
 * for threads.
 */
public final class AddressBook implements AutoCloseable {
  private static final long LOOK_UP_SECONDS = 1;

  private final ScheduledExecutorService lookups =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("lookup", true));
  private volatile Known known;

  private record Known(Endpoints endpoints, Map<Node, InetSocketAddress> addresses) {}

  /** A book that knows these endpoints, and begins to look up their names. */
  public AddressBook(Endpoints endpoints) {
    known = literals(endpoints);
    var unused = lookups.scheduleWithFixedDelay(this::lookUp, 0, LOOK_UP_SECONDS, TimeUnit.SECONDS);
  }

  /** {@return where both servers are said to be} */
  public Endpoints endpoints() {
    return known.endpoints;
  }

  /** {@return the address of {@code node}, absent while its name could not be looked up} */
  public Optional<InetSocketAddress> of(Node node) {
    return Optional.ofNullable(known.addresses.get(node));
  }

  /** Replaces the endpoints. */
  public void replace(Endpoints endpoints) {
    if (!endpoints.equals(known.endpoints)) {
      known = literals(endpoints);
      lookups.execute(this::lookUp);
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  private void lookUp() {
    Known before = known;
    Map<Node, InetSocketAddress> found = new EnumMap<>(before.addresses);
    for (Node node : Node.values()) {
      Endpoint endpoint = before.endpoints.of(node);
      if (!isLiteral(endpoint)) {
        try {
          InetAddress address = InetAddress.getByName(endpoint.host());
          found.put(node, new InetSocketAddress(address, endpoint.port()));
        } catch (UnknownHostException unknown) {
          found.remove(node);
        }
      }
    }
    // Names of endpoints that were replaced meanwhile are of no use.
    if (known.endpoints.equals(before.endpoints)) {
      known = new Known(before.endpoints, Map.copyOf(found));
    }
  }

  private static Known literals(Endpoints endpoints) {
    Map<Node, InetSocketAddress> found = new EnumMap<>(Node.class);
    for (Node node : Node.values()) {
      Endpoint endpoint = endpoints.of(node);
      if (isLiteral(endpoint)) {
        found.put(node, new InetSocketAddress(endpoint.host(), endpoint.port()));
      }
    }
    return new Known(endpoints, Map.copyOf(found));
  }

  private static boolean isLiteral(Endpoint endpoint) {
    return NetUtil.isValidIpV4Address(endpoint.host())
        || NetUtil.isValidIpV6Address(endpoint.host());
  }
}
