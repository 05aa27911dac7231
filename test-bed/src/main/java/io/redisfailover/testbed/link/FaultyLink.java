package io.redisfailover.testbed.link;

import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only way to a server: a relay at an address that all parties know, which can be faulty for
 * one of them and sound for the others. Thread-safe.
 */
public final class FaultyLink implements AutoCloseable {
  private static final Duration GIVEN_UP = Duration.ofSeconds(5);
  private static final Duration TRY_AGAIN = Duration.ofMillis(5);

  private final int port;
  private final int target;
  private final SocketOwners parties;
  private final Map<String, LinkFault> faults = new ConcurrentHashMap<>();
  private final Map<String, Tripwire> wires = new ConcurrentHashMap<>();
  private final Set<LinkedPair> pairs = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private boolean closed;

  private FaultyLink(int port, int target, SocketOwners parties) {
    this.port = port;
    this.target = target;
    this.parties = parties;
  }

  /**
   * A link to a server; while that does not run, connections are refused as without a link.
   *
   * @param server the server
   * @param parties who may come
   */
  public static FaultyLink to(RestartableRedis server, SocketOwners parties) {
    FaultyLink link = to(server.port(), parties);
    server.onEnd(link::refuse);
    server.onStart(link::admit);
    return link;
  }

  /** A link to a loopback port. */
  public static FaultyLink to(int target, SocketOwners parties) {
    FaultyLink link = new FaultyLink(FreePort.find(), target, parties);
    link.admit();
    return link;
  }

  /** {@return the loopback port at which every party reaches the server} */
  public int port() {
    return port;
  }

  /** From now on the link has this fault for a party, also for the connections it has. */
  public void set(String party, LinkFault fault) {
    if (fault.equals(LinkFault.NONE)) {
      faults.remove(party);
    } else {
      faults.put(party, fault);
    }
    identify(pairs);
    pairs.stream()
        .filter(pair -> pair.party().equals(Optional.of(party)))
        .forEach(pair -> pair.set(fault));
  }

  /** The link is sound again for a party. */
  public void heal(String party) {
    set(party, LinkFault.NONE);
  }

  /** Watches what a party sends; replaces an older wire of that party. */
  public void arm(String party, Tripwire wire) {
    wires.put(party, wire);
  }

  /** Refuses new connections; those that there are end when the server ends them. */
  public synchronized void refuse() {
    if (listener != null) {
      close(listener);
      listener = null;
    }
  }

  /** Takes connections (again). */
  public synchronized void admit() {
    if (closed || listener != null) {
      return;
    }
    try {
      ServerSocket socket = listening();
      listener = socket;
      Thread.ofVirtual().name("link-" + port).start(() -> accept(socket));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * A process that is being started has what this one has open, until it closes that: a port that
   * was just given up may be taken for another moment.
   */
  private ServerSocket listening() throws IOException {
    long end = System.nanoTime() + GIVEN_UP.toNanos();
    while (true) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
      } catch (BindException taken) {
        socket.close();
        if (System.nanoTime() > end) {
          throw taken;
        }
        LockSupport.parkNanos(TRY_AGAIN.toNanos());
      }
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket near = socket.accept();
        Thread.ofVirtual().start(() -> join(near));
      } catch (IOException ended) {
        // The loop ends when the listener was closed; anything else is one client less.
      }
    }
  }

  private void join(Socket near) {
    LinkedPair pair = new LinkedPair(near, this::letPass);
    pairs.add(pair);
    try {
      pair.begin(() ->
          faults.isEmpty() ? LinkFault.NONE : faults.getOrDefault(partyOf(pair), LinkFault.NONE));
      pair.run(target);
    } finally {
      pairs.remove(pair);
    }
  }

  /** Whose bytes these are is only asked when they touch a wire: the answer takes its time. */
  private boolean letPass(LinkedPair pair, String bytes) {
    boolean touched = wires.values().stream().anyMatch(wire -> wire.isTouchedBy(bytes));
    Tripwire wire = touched ? wires.get(partyOf(pair)) : null;
    return wire == null || !wire.isTouchedBy(bytes) || wire.letsPass();
  }

  private String partyOf(LinkedPair pair) {
    if (pair.party().isEmpty()) {
      identify(List.of(pair));
    }
    return pair.party().orElse(SocketOwners.NOBODY);
  }

  /**
   * Finds out whose connections these are. That costs a look at every open file of every process,
   * so it is only asked where it matters, and for all of them at once.
   */
  private void identify(Collection<LinkedPair> some) {
    List<LinkedPair> unknown = some.stream().filter(pair -> pair.party().isEmpty()).toList();
    if (!unknown.isEmpty()) {
      Set<Integer> ports = unknown.stream().map(LinkedPair::port).collect(Collectors.toSet());
      Map<Integer, String> owners = parties.owners(ports, port);
      unknown.forEach(
          pair -> pair.belongsTo(owners.getOrDefault(pair.port(), SocketOwners.NOBODY)));
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    refuse();
    pairs.forEach(LinkedPair::reset);
  }
}
