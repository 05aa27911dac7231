package io.redisfailover.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on loopback that does the same on each connection, whatever it is asked. */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /** What is done on one connection. It stays open afterwards, unless the script closes it. */
  @FunctionalInterface
  public interface Script {
    /** Does it. An exception ends the script, and leaves the connection as it is. */
    void play(Socket connection) throws IOException, InterruptedException;
  }

  private ScriptedServer(Script script) throws IOException {
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Socket connection = listener.accept();
              open.add(connection);
              Thread.ofVirtual().start(() -> play(script, connection));
            } catch (IOException over) {
              return;
            }
          }
        });
  }

  /** Starts one. */
  public static ScriptedServer playing(Script script) throws IOException {
    return new ScriptedServer(script);
  }

  /** Starts one that says this once it is asked anything, and then nothing more. */
  public static ScriptedServer answering(String text) throws IOException {
    return playing(connection -> {
      awaitQuestion(connection);
      say(connection, text);
    });
  }

  /** Starts one that says this once it is asked anything, and closes the connection. */
  public static ScriptedServer closingAfter(String text) throws IOException {
    return playing(connection -> {
      awaitQuestion(connection);
      say(connection, text);
      connection.close();
    });
  }

  /** Waits until something is asked. */
  public static void awaitQuestion(Socket connection) throws IOException {
    if (connection.getInputStream().read(new byte[10_000]) < 0) {
      connection.close();
    }
  }

  /** Says something, in one write. */
  public static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Closes a connection with a reset. */
  public static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** {@return the port of 127.0.0.1 on which it listens} */
  public int port() {
    return listener.getLocalPort();
  }

  /** {@return the same as an address} */
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  private static void play(Script script, Socket connection) {
    try {
      script.play(connection);
    } catch (IOException | InterruptedException over) {
      // The other side is gone, or the test is over.
    }
  }
}
