package io.redisfailover.realredis.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Loopback ports for servers that are started and restarted. */
public final class FreePort {
  /**
   * Below the ports that the system gives to outgoing connections. A server that is restarted on
   * one of those may find it taken by a client, and a client that dials one of them in vain may
   * reach itself.
   */
  private static final int FIRST = 15_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1000;

  /** JVMs that test side by side, at most; each has a range of its own. */
  private static final int FORKS = 4;

  private static final int RANGE = (LAST - FIRST) / FORKS;
  private static final int FIRST_OF_MINE =
      FIRST + RANGE * Math.floorMod(Integer.getInteger("test.fork", 1) - 1, FORKS);

  /**
   * The port that is tried next. Ports are taken in turn, because a server binds its port only
   * later: two that are drawn from the whole range are the same once in 4,000 pairs, and a build
   * draws thousands of pairs. The first one is drawn, for builds that run at the same time.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

  private FreePort() {}

  /**
   * {@return a loopback port on which nothing listens now, which no outgoing connection gets, and
   * which this JVM was not given lately}
   *
   * @throws UncheckedIOException when none was found
   */
  public static int find() {
    for (int i = 0; i < TRIES; i++) {
      int port = FIRST_OF_MINE + Math.floorMod(NEXT.getAndIncrement(), RANGE);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one is tried.
      }
    }
    throw new UncheckedIOException(
        new IOException(
            "No port from %d to %d is free.".formatted(FIRST_OF_MINE, FIRST_OF_MINE + RANGE - 1)));
  }
}
