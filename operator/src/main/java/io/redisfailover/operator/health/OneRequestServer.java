package io.redisfailover.operator.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one {@code GET} a connection, to anyone. So no client costs more than one head and one
 * reply, and for no longer than {@link #LONGEST}. One more connection than {@link
 * #MOST_CONNECTIONS} takes the place of the oldest one.
 */
final class OneRequestServer implements AutoCloseable {
  /** Most connections at once. */
  static final int MOST_CONNECTIONS = 64;

  /** Largest head of a request. */
  static final int LARGEST_HEAD_BYTES = 8 << 10;

  /** How long a connection may last, from its accept to the end of its reply. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** Bytes that the kernel is asked to buffer for one connection, each way. */
  static final int SOCKET_BYTES = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(OneRequestServer.class);
  private static final Duration AFTER_A_FAILED_ACCEPT = Duration.ofSeconds(1);
  private static final int PIECE_BYTES = 1024;
  private static final String HEAD_END = "\r\n\r\n";

  private final ServerSocket listener;
  private final Function<String, Reply> pages;
  private final Duration longest;
  private final Set<Socket> oldestFirst = new LinkedHashSet<>();
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("health-deadlines").factory());

  /**
   * A reply.
   *
   * @param status the HTTP status, with its words
   * @param contentType media type of the text
   * @param text the text
   */
  record Reply(String status, String contentType, String text) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    static Reply ok(String text) {
      return new Reply("200 OK", PLAIN, text);
    }

    static Reply error(String status, String text) {
      return new Reply(status, PLAIN, text);
    }
  }

  /**
   * Listens.
   *
   * @param address the address to bind; port 0 picks any free port
   * @param longest how long a connection may last
   * @param pages the reply to each path, without its query; called by any thread
   * @throws IOException if the address cannot be bound
   */
  OneRequestServer(InetSocketAddress address, Duration longest, Function<String, Reply> pages)
      throws IOException {
    this.pages = pages;
    this.longest = longest;
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.setReceiveBufferSize(SOCKET_BYTES);
    listener.bind(address);
    deadlines.setRemoveOnCancelPolicy(true);
    Thread.ofVirtual().name("health").start(this::accept);
  }

  /** {@return the port on which it listens} */
  int port() {
    return listener.getLocalPort();
  }

  /** {@return the number of connections that it has now} */
  synchronized int connections() {
    return oldestFirst.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    all().forEach(OneRequestServer::reset);
    deadlines.shutdownNow();
  }

  private synchronized List<Socket> all() {
    return List.copyOf(oldestFirst);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        admit(socket);
        Thread.ofVirtual().name("health").start(() -> serve(socket));
      } catch (IOException failure) {
        // Without a free descriptor the next try would fail as fast as this one.
        if (!listener.isClosed()) {
          LOG.warn("Failed to accept a connection on port {}.", port(), failure);
          rest();
        }
      }
    }
  }

  private static void rest() {
    try {
      Thread.sleep(AFTER_A_FAILED_ACCEPT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void admit(Socket socket) {
    if (oldestFirst.size() >= MOST_CONNECTIONS) {
      Socket oldest = oldestFirst.iterator().next();
      oldestFirst.remove(oldest);
      reset(oldest);
    }
    oldestFirst.add(socket);
  }

  private synchronized void left(Socket socket) {
    oldestFirst.remove(socket);
  }

  private void serve(Socket socket) {
    Future<?> late =
        deadlines.schedule(() -> reset(socket), longest.toMillis(), TimeUnit.MILLISECONDS);
    try (socket) {
      socket.setSendBufferSize(SOCKET_BYTES);
      InputStream in = socket.getInputStream();
      write(socket.getOutputStream(), reply(head(in)));
      socket.shutdownOutput();
      // Closing on unread bytes could destroy the reply.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      LOG.debug("A connection ended before its reply.", gone);
    } finally {
      late.cancel(false);
      left(socket);
    }
  }

  /** {@return a head, or less when the client ends or exceeds the limit before} */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(PIECE_BYTES);
    byte[] piece = new byte[PIECE_BYTES];
    while (head.size() < LARGEST_HEAD_BYTES) {
      int read = in.read(piece);
      if (read < 0) {
        break;
      }
      head.write(piece, 0, read);
      if (head.toString(StandardCharsets.ISO_8859_1).contains(HEAD_END)) {
        break;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private Reply reply(String head) {
    String[] line = head.lines().findFirst().orElse("").split(" ", -1);
    if (!head.contains(HEAD_END) || line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      return Reply.error("400 Bad Request", "The request is no HTTP, or its head is too large.\n");
    }
    if (!line[0].equals("GET")) {
      return Reply.error("405 Method Not Allowed", "Use GET.\n");
    }
    try {
      return pages.apply(line[1].split("\\?", 2)[0]);
    } catch (RuntimeException fault) {
      LOG.error("Failed to answer a request for health or metrics.", fault);
      return Reply.error("500 Internal Server Error", "The request failed; see the log.\n");
    }
  }

  private static void write(OutputStream out, Reply reply) throws IOException {
    byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(reply.status(), reply.contentType(), text.length);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(text);
    out.flush();
  }

  /** Drops what the client has not taken, so that the kernel keeps nothing of it. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      LOG.debug("A connection was closed already.", closed);
    }
  }
}
