package io.redisfailover.bench.rival;

import io.redisfailover.realredis.process.ChildProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One haproxy with its file, and its runtime API. */
final class HaproxyProcess implements AutoCloseable {
  private final Process process;
  private final Path socket;

  private HaproxyProcess(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /**
   * Starts it in the foreground.
   *
   * @param program haproxy
   * @param file its configuration
   * @param socket the socket of the runtime API in that file
   */
  static HaproxyProcess start(Path program, Path file, Path socket) {
    return new HaproxyProcess(
        ChildProcesses.start(
            new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("haproxy.log").toFile())),
        socket);
  }

  /**
   * Orders something over the runtime API.
   *
   * @throws IllegalStateException when the answer is an error: orders are answered with silence
   */
  void order(String words) {
    String answer = ask(words).strip();
    if (!answer.isEmpty()) {
      throw new IllegalStateException("haproxy says to `" + words + "`: " + answer);
    }
  }

  /** {@return whether both servers have passed a check} */
  boolean hasBothServersUp() {
    return Files.exists(socket)
        && ask("show stat").lines().filter(HaproxyProcess::isServerThatPassed).count() == 2;
  }

  private static boolean isServerThatPassed(String line) {
    return line.startsWith(HaproxyConfig.BACKEND + ",redis-server")
        && line.contains(",UP,")
        && line.contains(",L7OK,");
  }

  private String ask(String words) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer question = ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8));
      while (question.hasRemaining()) {
        channel.write(question);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException silent) {
      throw new UncheckedIOException(silent);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
