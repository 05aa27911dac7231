package io.redisfailover.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers what checks send as a Redis server does, and says who it is. It crashes and returns. */
final class AnsweringServer implements AutoCloseable {
  private final String name;
  private final String role;
  private final int port;
  private ServerSocket server;

  /**
   * Starts one on a free port.
   *
   * @param name what it answers to {@code WHO}
   * @param role what it says of itself, {@code master} or {@code slave}
   */
  AnsweringServer(String name, String role) throws IOException {
    this.name = name;
    this.role = role;
    this.server = listen(0);
    this.port = server.getLocalPort();
  }

  int port() {
    return port;
  }

  void crash() throws IOException {
    server.close();
  }

  void launch() throws IOException {
    server = listen(port);
  }

  private ServerSocket listen(int on) throws IOException {
    ServerSocket socket = new ServerSocket(on, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(socket));
    return socket;
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException crashed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        OutputStream out = client.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String reply = reply(line);
        out.write(reply.getBytes(StandardCharsets.US_ASCII));
        if (line.equals("QUIT")) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client is over, as checks are.
    }
  }

  /** A line that is a length or a number of words is answered by nothing. */
  private String reply(String line) {
    return switch (line) {
      case "PING" -> "+PONG\r\n";
      case "WHO" -> "+" + name + "\r\n";
      case "info replication" -> "$%d\r\nrole:%s\r\n\r\n".formatted(role.length() + 7, role);
      default -> line.startsWith("*") || line.startsWith("$") ? "" : "+OK\r\n";
    };
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
