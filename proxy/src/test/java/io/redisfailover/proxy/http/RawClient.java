package io.redisfailover.proxy.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One connection to an HTTP server that sends whatever it is told to. */
final class RawClient implements Closeable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  RawClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends text as it is. */
  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return this;
  }

  /** Asks for a path and leaves the connection open. */
  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /** Asks for a path with a login and leaves the connection open. */
  RawClient getWithLogin(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n\r\n");
  }

  /** Sends text. {@return whether the server had closed the connection, so that it cannot} */
  boolean wasClosedBefore(String text) {
    try {
      send(text);
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  /** {@return the head and the body of the next reply} */
  String reply() throws IOException {
    return reply(true);
  }

  /** {@return the head of the next reply, which has no body whatever its length says} */
  String replyToHead() throws IOException {
    return reply(false);
  }

  /** {@return whether the server has nothing more to say and closed the connection} */
  boolean isAtItsEnd() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private String reply(boolean hasBody) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after \"" + head + "\"");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.US_ASCII);
    return text + new String(in.readNBytes(hasBody ? length(text) : 0), StandardCharsets.UTF_8);
  }

  private static int length(String head) {
    List<String> lines = Arrays.asList(head.split("\r\n", -1));
    return lines.stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length: "))
        .map(line -> Integer.parseInt(line.substring("content-length: ".length())))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
