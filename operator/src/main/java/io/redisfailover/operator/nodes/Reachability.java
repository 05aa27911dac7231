package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Whether anything answers at an address. Blocks; any thread. */
final class Reachability {
  private Reachability() {}

  /**
   * {@return whether a connection was accepted or refused in time} The kernel does both, however
   * busy its processes are. Without a network of its own this machine sees nobody gone.
   *
   * @param address an IP address and a port
   * @param limit how long an answer may take
   */
  static boolean answers(Endpoint address, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), Math.toIntExact(limit.toMillis()));
      return true;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException silent) {
      return false;
    }
  }
}
