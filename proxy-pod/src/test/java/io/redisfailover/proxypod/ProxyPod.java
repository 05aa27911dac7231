package io.redisfailover.proxypod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * The real program of a proxy pod in a process of its own, with a name service that a test writes:
 * a hosts file.
 */
final class ProxyPod implements AutoCloseable {
  static final String MASTER_NAME = "cache-master-0.cache-servers";
  static final String BACKUP_NAME = "cache-backup-0.cache-servers";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int serverPort;
  private final int clients = FreePort.find();
  private final int statistics = FreePort.find();
  private final int control = FreePort.find();
  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private ChildJvm process;

  /** A pod that does not run, whose name service knows nobody. */
  ProxyPod(Path folder, int serverPort, String password, String token) throws IOException {
    this.folder = folder;
    this.serverPort = serverPort;
    write("hosts", "");
    write("proxy-password", password + "\n");
    write("control-token", token + "\n");
    write("marker-key", ServerPair.KEY + "\n");
    write(
        "proxy.yaml",
        """
        name: proxy-1
        servers:
          master: {host: %s, port: %d}
          backup: {host: %s, port: %2$d}
        auth: {username: rf-proxy, passwordFile: proxy-password}
        listen: {address: 127.0.0.1, port: %d}
        hold: {timeout: 2m}
        timeouts: {shutdownDelay: 2s, drain: 1m}
        stats: {address: 127.0.0.1, port: %d}
        control: {address: 127.0.0.1, port: %d, tokenFile: control-token}
        controller: off
        """
            .formatted(MASTER_NAME, serverPort, BACKUP_NAME, clients, statistics, control));
  }

  /** Writes a file of the pod, as a whole and for nobody else to read. */
  void write(String file, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(file + ".next"), text);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** From now on the two names mean these addresses. */
  void name(String master, String backup) throws IOException {
    write("hosts", master + " " + MASTER_NAME + "\n" + backup + " " + BACKUP_NAME + "\n");
  }

  /** Starts the process. */
  void start() throws IOException {
    process =
        ChildJvm.start(
            folder,
            List.of("-Djdk.net.hosts.file=" + folder.resolve("hosts")),
            ProxyPodMain.class,
            "--config",
            folder.resolve("proxy.yaml").toString());
  }

  ChildJvm process() {
    return process;
  }

  /** {@return where clients connect} */
  InetSocketAddress clients() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clients);
  }

  /** {@return a new connection of a client} */
  RespClient client() {
    return new RespClient(clients());
  }

  /** Sends one command as a client, on a connection of its own. */
  String ask(String... command) {
    try (RespClient client = client()) {
      return client.call(command);
    }
  }

  /** {@return whether clients can connect} */
  boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), clients)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** {@return the HTTP status of a page of the statistics; 0 while nobody answers} */
  int page(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException nobody) {
      return 0;
    }
  }

  /** {@return what the statistics say} */
  JsonNode statistics() throws IOException, InterruptedException {
    return JSON.readTree(get("/;json").body());
  }

  /** {@return what the control API says of the route} */
  JsonNode status(String token) throws IOException, InterruptedException {
    return JSON.readTree(call(token, "GET", "/v1/status", "").body());
  }

  /**
   * Pushes line 1 of Master, and addresses.
   *
   * @return the HTTP status
   */
  int push(String token, long sequence, String replicationId, String master, String backup)
      throws IOException, InterruptedException {
    String body =
        String.format(
            Locale.ROOT,
            "{\"version\":1,\"sequence\":%d,"
                + "\"epoch\":{\"number\":1,\"server\":\"Master\",\"replicationId\":\"%s\"},"
                + "\"endpoints\":{\"master\":{\"host\":\"%s\",\"port\":%d},"
                + "\"backup\":{\"host\":\"%s\",\"port\":%4$d}}}",
            sequence,
            replicationId,
            master,
            serverPort,
            backup);
    return call(token, "PUT", "/v1/epoch", body).statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statistics + path)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    if (process != null) {
      process.close();
    }
  }
}
