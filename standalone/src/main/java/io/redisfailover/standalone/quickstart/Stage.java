package io.redisfailover.standalone.quickstart;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.standalone.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two real servers and the standalone process in front of them, in a temporary folder. {@link
 * #close} leaves nothing behind, however far the start came; it may be called from any thread and
 * more than once.
 */
final class Stage implements AutoCloseable {
  private static final int CLIENT_PORT = 6379;
  private static final int PAGE_PORT = 8181;
  private static final int PORTS_TO_TRY = 1000;

  private final Path folder;
  private final List<AutoCloseable> running = new ArrayList<>();
  private boolean closed;

  /** An empty stage in a new temporary folder. */
  Stage() throws IOException {
    folder = Files.createTempDirectory("redis-failover-quickstart-");
  }

  /** {@return the folder of everything} */
  Path folder() {
    return folder;
  }

  /** Starts one parked server. */
  synchronized RedisProcess server(Path binary, String name) throws IOException {
    requireOpen();
    RedisProcess server = new RedisProcess(binary, folder.resolve(name));
    running.add(server);
    return server;
  }

  /** Writes the configuration file and starts what it says. */
  synchronized Standalone standalone(RedisProcess master, RedisProcess backup)
      throws IOException, InvalidFileException, StartException {
    requireOpen();
    Path file = folder.resolve("standalone.yaml");
    Files.writeString(
        file,
        """
        name: quickstart
        servers:
          master: {host: 127.0.0.1, port: %d}
          backup: {host: 127.0.0.1, port: %d}
        listen: {address: 127.0.0.1, port: %d}
        stats: {address: 127.0.0.1, port: %d}
        timeouts: {drain: 0s}
        failover: {failback: {policy: Manual}}
        """
            .formatted(master.port(), backup.port(), freeFrom(CLIENT_PORT), freeFrom(PAGE_PORT)));
    Standalone standalone = Standalone.start(ConfigFile.read(file));
    running.add(standalone);
    return standalone;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the quickstart is being stopped");
    }
  }

  private static int freeFrom(int first) throws IOException {
    for (int port = first; port < first + PORTS_TO_TRY; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // The next one is tried.
      }
    }
    throw new IOException("No port from " + first + " on is free.");
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (AutoCloseable part : running.reversed()) {
      try {
        part.close();
      } catch (Exception stubborn) {
        System.err.println("could not be stopped: " + stubborn.getMessage());
      }
    }
    running.clear();
    delete();
  }

  private void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException stays) {
      System.err.println(folder + " could not be deleted: " + stays.getMessage());
    }
  }
}
