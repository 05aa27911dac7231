package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Whether anything answers at an address. Blocks; any thread. */
final class Reachability {
  private Reachability() {}

  /**
   * {@return what came of a try to connect}
   *
   * @param address an IP address and a port
   * @param limit how long an answer may take
   */
  static Answer ask(Endpoint address, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), Math.toIntExact(limit.toMillis()));
      return Answer.GIVEN;
    } catch (SocketTimeoutException | NoRouteToHostException silent) {
      return Answer.NONE;
    } catch (ConnectException refused) {
      return Answer.GIVEN;
    } catch (IOException ours) {
      return Answer.NOT_ASKED;
    }
  }
}
