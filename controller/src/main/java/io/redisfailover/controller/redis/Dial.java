package io.redisfailover.controller.redis;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** How a socket is dialled, and what its failures mean to the protocol. */
final class Dial {
  private Dial() {}

  /** Dials. */
  static Socket socket(Endpoint endpoint, TimeLimits limits) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(limits.read().toMillis()));
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          Math.toIntExact(limits.connect().toMillis()));
      return socket;
    } catch (IOException failure) {
      closeQuietly(socket);
      throw failure;
    }
  }

  /**
   * Says what a failed connection is to the protocol. Only a refused dial is a proof that nobody
   * listens; a time-out or a missing route is silence.
   */
  static Answer meaning(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SocketTimeoutException timeout -> {
          return new Answer.Silent("no answer in time");
        }
        case UnknownHostException unknown -> {
          return new Answer.Silent("its name is not known");
        }
        case NoRouteToHostException noRoute -> {
          return new Answer.Silent("no route to it");
        }
        case PortUnreachableException noPort -> {
          return new Answer.Silent("no route to it");
        }
        case ConnectException connect -> {
          return String.valueOf(connect.getMessage()).contains("refused")
              ? new Answer.Refused()
              : new Answer.Silent("it cannot be dialled");
        }
        default -> {}
      }
    }
    return new Answer.Closed(false);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // The dial's own failure is what counts.
    }
  }
}
