package io.redisfailover.proxy.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the servers, ready to be dialled. A thread of its own resolves their names every
 * second, because resolving can block for seconds. A name that no longer resolves keeps its last
 * address, so that a failed name service does not cut clients off from a running server. Safe for
 * threads.
 */
public final class AddressBook implements AutoCloseable {
  private static final long LOOK_UP_SECONDS = 1;

  /** A name service may take half a minute for each name. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ScheduledExecutorService lookups =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("lookup", true));
  private final List<Consumer<Server>> listeners = new CopyOnWriteArrayList<>();
  private final NameService names;
  private final Supervised part;
  private volatile Known known;
  private volatile @Nullable Future<?> timer;

  /** Resolves a name. May block. */
  @FunctionalInterface
  interface NameService {
    /** {@return every address of the name, at least one} */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private record Known(ResolvedEndpoint master, ResolvedEndpoint backup) {
    ResolvedEndpoint of(Server server) {
      return server == Server.MASTER ? master : backup;
    }

    Known with(Server server, ResolvedEndpoint resolved) {
      return server == Server.MASTER ? new Known(resolved, backup) : new Known(master, resolved);
    }
  }

  /**
   * Creates a book of these endpoints and starts to resolve their names.
   *
   * @param endpoints the endpoints
   * @param supervisor keeps it resolving
   */
  public AddressBook(Endpoints endpoints, Supervisor supervisor) {
    this(endpoints, supervisor, InetAddress::getAllByName);
  }

  AddressBook(Endpoints endpoints, Supervisor supervisor, NameService names) {
    this.names = names;
    part = supervisor.add("the name look-up", Weight.MINOR, PATIENCE).restartedBy(this::begin);
    known =
        new Known(ResolvedEndpoint.of(endpoints.master()), ResolvedEndpoint.of(endpoints.backup()));
    begin();
  }

  /** Looks up each second from now on. */
  private void begin() {
    Future<?> before = timer;
    if (before != null) {
      before.cancel(true);
    }
    timer =
        lookups.scheduleWithFixedDelay(
            () -> part.guard(this::lookUp), 0, LOOK_UP_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * {@return the endpoints of both servers, with every further name and address by which a replica
   * may name its primary}
   */
  public Endpoints endpoints() {
    Known now = known;
    return new Endpoints(now.master.endpoint(now.backup), now.backup.endpoint(now.master));
  }

  /** {@return the address of {@code server}; absent until its name was resolved once} */
  public Optional<InetSocketAddress> of(Server server) {
    return known.of(server).address();
  }

  /**
   * Adds a listener that is called with each server whose address has changed. The thread that
   * changed it calls, so the listener must not block.
   */
  public void onMove(Consumer<Server> listener) {
    listeners.add(listener);
  }

  /** Replaces both endpoints. Addresses that were resolved for other names are dropped. */
  public void replace(Endpoints endpoints) {
    for (Server server : Server.values()) {
      change(server, before -> before.said(endpoints.of(server)));
    }
    lookups.execute(() -> part.guard(this::lookUp));
  }

  /**
   * Takes in where a server is followed by the other one, when what both said shows that it is.
   *
   * @param server the server that is followed
   * @param address where
   */
  public void followedAt(Server server, Endpoint address) {
    change(server, before -> before.followedAt(address));
  }

  @Override
  public void close() {
    part.end();
    lookups.shutdownNow();
  }

  private void lookUp() {
    for (Server server : Server.values()) {
      ResolvedEndpoint now = known.of(server);
      if (now.isNamed()) {
        lookUp(server, now.said());
      }
    }
    part.beat();
  }

  private void lookUp(Server server, Endpoint said) {
    try {
      List<InetAddress> addresses = List.of(names.addresses(said.host()));
      // The endpoint may have been replaced meanwhile.
      change(server, before -> before.said().equals(said) ? before.foundAt(addresses) : before);
    } catch (UnknownHostException unknown) {
      // The last address stays; without one the server counts as silent.
    }
  }

  private void change(Server server, UnaryOperator<ResolvedEndpoint> change) {
    boolean moved;
    synchronized (this) {
      ResolvedEndpoint before = known.of(server);
      ResolvedEndpoint after = change.apply(before);
      known = known.with(server, after);
      moved = !after.address().equals(before.address());
    }
    if (moved) {
      listeners.forEach(listener -> listener.accept(server));
    }
  }
}
