package io.redisfailover.proxy.runtimeapi;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An HAProxy of the distribution in front of two servers, with a socket for each level. */
final class RunningHaproxy implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final InetSocketAddress clients;

  private RunningHaproxy(Process process, Path folder, int clients) {
    this.process = process;
    this.folder = folder;
    this.clients = new InetSocketAddress(InetAddress.getLoopbackAddress(), clients);
  }

  /** {@return where its clients connect} */
  InetSocketAddress clients() {
    return clients;
  }

  /**
   * Starts it.
   *
   * @param program the program
   * @param folder its files
   * @param clients the port of its clients
   * @param master the port of the first server
   * @param backup the port of the second server
   */
  static RunningHaproxy start(Path program, Path folder, int clients, int master, int backup)
      throws IOException {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        global
          stats socket %1$s/admin mode 600 level admin
          stats socket %1$s/operator mode 600 level operator
          stats socket %1$s/user mode 600 level user
          maxconn 1000
          nbthread 1
          node proxy-1
        defaults
          mode tcp
          timeout connect 2s
          timeout client 60s
          timeout server 60s
        listen redis
          bind 127.0.0.1:%2$d
          option tcp-check
          tcp-check send PING\\r\\n
          tcp-check expect string +PONG
          server Master 127.0.0.1:%3$d check inter 200ms
          server Backup 127.0.0.1:%4$d check inter 200ms backup
        """
            .formatted(folder, clients, master, backup));
    RunningHaproxy haproxy =
        new RunningHaproxy(
            new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start(),
            folder,
            clients);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> haproxy.ask("admin", "show stat").contains("L7OK"));
    return haproxy;
  }

  /** {@return its answer on the socket of that level} */
  String ask(String level, String command) {
    return RuntimeClient.ask(folder.resolve(level), command + "\n");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
