package io.redisfailover.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Loopback ports for tests. */
public final class FreePort {
  /**
   * Below the ports that the system gives to outgoing connections. A server that is started again
   * on one of those may find it taken by a client, and a client that dials one of them in vain may
   * reach itself.
   */
  private static final int FIRST = 15_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1000;

  /** JVMs that test side by side at most; each has a range of its own. */
  private static final int FORKS = 4;

  private static final int RANGE = (LAST - FIRST) / FORKS;
  private static final int FIRST_OF_MINE =
      FIRST + RANGE * Math.floorMod(Integer.getInteger("test.fork", 1) - 1, FORKS);

  /**
   * The one that is looked at next. They are taken in turn, since what gets one binds it only
   * later: two that are drawn from the whole range are the same once in 4,000 pairs, and a build
   * draws thousands of pairs. The beginning is drawn, for builds that run at the same time.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

  private FreePort() {}

  /**
   * {@return a loopback port that nobody listens on at this moment, that no outgoing connection
   * gets, and that no test of this build was given lately}
   *
   * @throws IOException when none was found
   */
  public static int find() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = FIRST_OF_MINE + Math.floorMod(NEXT.getAndIncrement(), RANGE);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one is tried.
      }
    }
    throw new IOException(
        "no free port from " + FIRST_OF_MINE + " to " + (FIRST_OF_MINE + RANGE - 1));
  }
}
