package io.redisfailover.proxy.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where the servers are, as addresses that can be dialled. Names are looked up on a thread of their
 * own, again and again, because a look-up can block for seconds; an address is known at once. A
 * name that is not known any more keeps the address that it had: a name service that is away must
 * not stand between a client and a server that is there. Safe for threads.
 */
public final class AddressBook implements AutoCloseable {
  private static final long LOOK_UP_SECONDS = 1;

  private final ScheduledExecutorService lookups =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("lookup", true));
  private final List<Consumer<Node>> listeners = new CopyOnWriteArrayList<>();
  private final NameService names;
  private volatile Known known;

  /** Says what a name means. May block. */
  @FunctionalInterface
  interface NameService {
    /** {@return every address of the name, at least one} */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private record Known(Whereabouts master, Whereabouts backup) {
    Whereabouts of(Node node) {
      return node == Node.MASTER ? master : backup;
    }

    Known with(Node node, Whereabouts whereabouts) {
      return node == Node.MASTER ? new Known(whereabouts, backup) : new Known(master, whereabouts);
    }
  }

  /** A book that knows these endpoints, and begins to look up their names. */
  public AddressBook(Endpoints endpoints) {
    this(endpoints, InetAddress::getAllByName);
  }

  AddressBook(Endpoints endpoints, NameService names) {
    this.names = names;
    known = new Known(Whereabouts.of(endpoints.master()), Whereabouts.of(endpoints.backup()));
    var unused = lookups.scheduleWithFixedDelay(this::lookUp, 0, LOOK_UP_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * {@return where both servers are said to be, with every further name and address by which a
   * replica may know its master}
   */
  public Endpoints endpoints() {
    Known now = known;
    return new Endpoints(now.master.endpoint(now.backup), now.backup.endpoint(now.master));
  }

  /** {@return the address of {@code node}, absent while its name could not be looked up} */
  public Optional<InetSocketAddress> of(Node node) {
    return known.of(node).address();
  }

  /**
   * {@code listener} hears of each server whose address to dial has changed, by the thread that
   * changed it; it must not block.
   */
  public void onMove(Consumer<Node> listener) {
    listeners.add(listener);
  }

  /** Replaces what is said of both. What was looked up for other names counts no more. */
  public void replace(Endpoints endpoints) {
    for (Node node : Node.values()) {
      change(node, before -> before.said(endpoints.of(node)));
    }
    lookups.execute(this::lookUp);
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  private void lookUp() {
    for (Node node : Node.values()) {
      Whereabouts now = known.of(node);
      if (now.isNamed()) {
        lookUp(node, now.said());
      }
    }
  }

  private void lookUp(Node node, Endpoint said) {
    try {
      List<InetAddress> addresses = List.of(names.addresses(said.host()));
      // What was said may have changed meanwhile.
      change(node, before -> before.said().equals(said) ? before.foundAt(addresses) : before);
    } catch (UnknownHostException unknown) {
      // The address that it had stays; without one the server counts as silent.
    }
  }

  private void change(Node node, UnaryOperator<Whereabouts> change) {
    boolean moved;
    synchronized (this) {
      Whereabouts before = known.of(node);
      Whereabouts after = change.apply(before);
      known = known.with(node, after);
      moved = !after.address().equals(before.address());
    }
    if (moved) {
      listeners.forEach(listener -> listener.accept(node));
    }
  }
}
