package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server on which every connection gets the same bytes, whatever it asks. */
final class ScriptedServer implements AutoCloseable {
  /** What a master without markers answers to a probe on a connection that is logged in. */
  static final String PROBE =
      """
      +PONG\r
      $12\r
      run_id:abc\r
      \r
      $91\r
      role:master\r
      master_replid:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r
      master_repl_offset:5\r
      \r
      $0\r
      \r
      -ERR x\r
      -ERR x\r
      -ERR x\r
      *0\r
      """;

  private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

  /** What it does on each connection once it was asked something. */
  interface Script {
    void play(Socket client, OutputStream out) throws IOException;
  }

  private ScriptedServer(Script script) throws IOException {
    Thread.ofVirtual().start(() -> serve(script));
  }

  /** One that says this and then nothing. */
  static ScriptedServer saying(String words) throws IOException {
    return new ScriptedServer((client, out) -> {
      out.write(words.getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (client.getInputStream().read() >= 0) {
        // Until the other side has enough.
      }
    });
  }

  /** A master that answers every probe. */
  static ScriptedServer probed() throws IOException {
    return new ScriptedServer((client, out) -> {
      out.write(("+OK\r\n" + PROBE).getBytes(StandardCharsets.UTF_8));
      while (client.getInputStream().read(new byte[1024]) > 0) {
        out.write(PROBE.getBytes(StandardCharsets.UTF_8));
      }
    });
  }

  /** One that says this and hangs up. */
  static ScriptedServer hangingUpAfter(String words) throws IOException {
    return new ScriptedServer((client, out) -> out.write(words.getBytes(StandardCharsets.UTF_8)));
  }

  /** One that says this again and again. */
  static ScriptedServer repeating(String words) throws IOException {
    return new ScriptedServer((client, out) -> {
      byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
      while (!client.isClosed()) {
        out.write(bytes);
      }
    });
  }

  private void serve(Script script) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> play(script, client));
      } catch (IOException closed) {
        // The test is over.
      }
    }
  }

  private static void play(Script script, Socket client) {
    try (client;
        OutputStream out = client.getOutputStream()) {
      // Read first: a close with unread bytes is a reset, and could overtake the words.
      if (client.getInputStream().read(new byte[1024]) > 0) {
        script.play(client, out);
      }
    } catch (IOException closed) {
      // The other side has enough.
    }
  }

  /** How the controller enters it, as Master. */
  RedisServer asServer(Duration limit) {
    return new RedisServer(
        Node.MASTER,
        new Endpoints(
            new Endpoint("127.0.0.1", socket.getLocalPort()), new Endpoint("127.0.0.1", 1)),
        ConnectionName.CONTROLLER,
        RedisCredentials.Source.NONE,
        new TimeLimits(limit, limit));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
