package io.redisfailover.proxy.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of unaccepted connections is full: further SYNs are dropped. */
final class FullBacklog implements AutoCloseable {
  private static final int SILENCE_MILLIS = 300;
  private static final int MORE_THAN_ANY_QUEUE = 64;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Socket> queued = new ArrayList<>();

  FullBacklog() throws IOException {
    for (int filled = 0; filled < MORE_THAN_ANY_QUEUE; filled++) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(new InetSocketAddress(listener.getInetAddress(), port()), SILENCE_MILLIS);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("the queue of the listener never became full");
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queued) {
      socket.close();
    }
    listener.close();
  }
}
