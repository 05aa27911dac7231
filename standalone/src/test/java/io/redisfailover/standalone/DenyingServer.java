package io.redisfailover.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Turns every client away, as Redis does in protected mode. */
final class DenyingServer implements AutoCloseable {
  private static final byte[] DENIED =
      "-DENIED Redis is running in protected mode\r\n".getBytes(StandardCharsets.UTF_8);

  private final ServerSocket server;
  private final Thread thread;

  DenyingServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = Thread.ofVirtual().start(this::deny);
  }

  int port() {
    return server.getLocalPort();
  }

  private void deny() {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          OutputStream out = client.getOutputStream()) {
        out.write(DENIED);
      } catch (IOException gone) {
        // The client, or the test, is over.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
