package io.redisfailover.quickstart;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.realredis.process.FolderTree;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.realredis.process.ServerOptions;
import io.redisfailover.standalone.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two real servers and the standalone process in front of them, in a temporary folder. {@link
 * #close} leaves nothing behind, however far the start came; it may be called from any thread and
 * more than once.
 */
final class DemoServers implements AutoCloseable {
  private static final int CLIENT_PORT = 6379;
  private static final int PAGE_PORT = 8181;
  private static final int PORTS_TO_TRY = 1000;

  private final Path folder;
  private final List<AutoCloseable> running = new ArrayList<>();
  private boolean closed;

  /** Creates the temporary folder; nothing runs yet. */
  DemoServers() throws IOException {
    folder = Files.createTempDirectory("redis-failover-quickstart-");
  }

  /** {@return the folder of all files} */
  Path folder() {
    return folder;
  }

  /**
   * Starts a server: parked, so that it neither serves stale data nor wipes its peer before the
   * controller gives it a role, and without persistence.
   */
  RedisProcess server(Path binary, String name) throws IOException {
    RedisProcess server = prepared(binary, name);
    server.launch();
    return server;
  }

  private synchronized RedisProcess prepared(Path binary, String name) throws IOException {
    requireOpen();
    List<String> options = new ArrayList<>(ServerOptions.REQUIRED);
    options.addAll(ServerOptions.PARKED);
    options.addAll(DiskMode.NONE.options());
    RedisProcess server = new RedisProcess(binary, folder.resolve(name), options, List.of());
    running.add(server);
    return server;
  }

  /** Writes the configuration file and starts the process that it configures. */
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
      throw new IOException("The quickstart is being stopped.");
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
    throw new IOException(
        "No port from %d to %d is free.".formatted(first, first + PORTS_TO_TRY - 1));
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (AutoCloseable part : running.reversed()) {
      try {
        part.close();
      } catch (Exception stubborn) {
        System.err.println("Could not stop " + part + ": " + stubborn.getMessage());
      }
    }
    running.clear();
    try {
      FolderTree.delete(folder);
    } catch (UncheckedIOException stays) {
      System.err.println("Could not delete " + folder + ": " + stays.getMessage());
    }
  }
}
