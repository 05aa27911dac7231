package io.redisfailover.proxy.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A TCP server on loopback that does to every connection what a test wants done to it. */
final class MisbehavingServer implements AutoCloseable {

  /** What is done to one connection. It is closed (with FIN) when this returns. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Client client) throws IOException;
  }

  private final ServerSocket listener;
  private final int pace;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  MisbehavingServer(Behaviour behaviour) {
    this(behaviour, 1);
  }

  /**
   * A server that takes its time.
   *
   * @param pace how many times longer its pauses are
   */
  MisbehavingServer(Behaviour behaviour, int pace) {
    this.pace = pace;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, behaviour));
      }
    } catch (IOException closedByTheTest) {
      closed.countDown();
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      socket.setTcpNoDelay(true);
      behaviour.serve(new Client(socket));
    } catch (IOException goneAway) {
      // The check ended the connection: nothing is left to serve.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One connection, in the words of the behaviours. */
  final class Client {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final StringBuilder heard = new StringBuilder();

    private Client(Socket socket) throws IOException {
      this.socket = socket;
      this.input = socket.getInputStream();
      this.output = socket.getOutputStream();
    }

    /** Reads until {@code text} has come. */
    void awaits(String text) throws IOException {
      while (heard.indexOf(text) < 0) {
        int next = input.read();
        if (next < 0) {
          throw new IOException("the check went away");
        }
        heard.append((char) next);
      }
    }

    /** {@return which of {@code texts} comes first; reads until one has come, and forgets it} */
    String awaitsOneOf(Collection<String> texts) throws IOException {
      while (true) {
        for (String text : texts) {
          if (heard.indexOf(text) >= 0) {
            heard.setLength(0);
            return text;
          }
        }
        int next = input.read();
        if (next < 0) {
          throw new IOException("the check went away");
        }
        heard.append((char) next);
      }
    }

    void says(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.ISO_8859_1));
      output.flush();
    }

    /** Sends one byte at a time, with a pause before each. */
    void saysByteByByte(String text, int pauseMillis) throws IOException {
      for (int at = 0; at < text.length(); at++) {
        pauses(pauseMillis);
        says(text.substring(at, at + 1));
      }
    }

    /** Does nothing for a while: what a slow server does. */
    void pauses(int millis) throws IOException {
      try {
        if (closed.await((long) millis * pace, TimeUnit.MILLISECONDS)) {
          throw new IOException("the test is over");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException(interrupted);
      }
    }

    /** Says no more, but keeps the connection until the check ends it. */
    void hangs() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** Sends FIN and keeps listening. */
    void saysNoMore() throws IOException {
      socket.shutdownOutput();
      hangs();
    }

    /** Ends the connection with RST. */
    void resets() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
