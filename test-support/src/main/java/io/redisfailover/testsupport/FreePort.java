package io.redisfailover.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports for tests. */
public final class FreePort {
  private FreePort() {}

  /**
   * {@return a loopback port that nobody listens on at this moment}
   *
   * @throws IOException when there is none
   */
  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
