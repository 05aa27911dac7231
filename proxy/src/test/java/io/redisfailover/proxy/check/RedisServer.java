package io.redisfailover.proxy.check;

import io.redisfailover.testsupport.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real redis-server on a free loopback port; killed on close. */
final class RedisServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Path directory;
  private final Process process;

  /** Starts one; the configuration goes in through its standard input, so no password is shown. */
  RedisServer(String... configuration) throws IOException {
    port = FreePort.find();
    directory = Files.createTempDirectory("redis-check");
    process =
        new ProcessBuilder("redis-server", "-")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try (OutputStream input = process.getOutputStream()) {
      List<String> base = List.of("bind 127.0.0.1", "port " + port, "save \"\"");
      input.write(
          (String.join("\n", base) + "\n" + String.join("\n", configuration) + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    Awaitility.await().atMost(PATIENCE).until(this::listens);
  }

  int port() {
    return port;
  }

  /** Stops it as a hang does: connections are still accepted by the kernel, nothing is answered. */
  void hang() throws IOException {
    signal("-STOP");
  }

  void wakeUp() throws IOException {
    signal("-CONT");
  }

  void kill() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void signal(String signal) throws IOException {
    try {
      new ProcessBuilder("sh", "-c", "kill " + signal + " " + process.pid()).start().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    Files.deleteIfExists(directory.resolve("log"));
    Files.deleteIfExists(directory);
  }
}
