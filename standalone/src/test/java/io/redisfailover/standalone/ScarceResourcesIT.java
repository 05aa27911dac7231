package io.redisfailover.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process does when descriptors or the servers' connections are used up. */
@Timeout(240)
@SuppressWarnings("NullAway.Init")
class ScarceResourcesIT {
  private static final int MAX_CLIENTS = 60;

  @TempDir Path folder;
  private StartedServers servers;
  private final List<Socket> sockets = new ArrayList<>();
  private int clients;
  private int control;
  private int statistics;

  @BeforeEach
  void choosePorts() throws Exception {
    servers = new StartedServers();
    clients = FreePort.find();
    control = FreePort.find();
    statistics = FreePort.find();
    Files.writeString(folder.resolve("token"), "a-token-of-the-test\n");
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    servers.close();
  }

  @Test
  void leavesADeadMasterAfterAMomentWithoutDescriptors() throws Exception {
    RedisProcess master = servers.start();
    RedisProcess backup = servers.start();
    backup.ask("SET", "name", "backup");
    try (ChildJvm process = start(master, backup, "mode: RouteOnly")) {
      await().until(() -> health("Master").equals(Optional.of("UP")));
      await().until(() -> ask("PING").equals("PONG"));

      withoutDescriptors(process, master::kill);

      await().until(() -> health("Master").equals(Optional.of("DOWN")));
      await().until(() -> ask("GET", "name").equals("backup"));
      master.launch();
      await().until(() -> health("Master").equals(Optional.of("UP")));
    }
  }

  @Test
  void showsWhatHappensAfterAMomentWithoutDescriptors() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    try (ChildJvm process = start(master, backup, "maxConnections: 100\nhold: {max: 100}")) {
      await().until(() -> status(process).contains("Running"));
      await().until(() -> health("Backup").equals(Optional.of("UP")));

      withoutDescriptors(process, () -> {});

      master.kill();
      await().until(() -> health("Master").equals(Optional.of("DOWN")));
      await().until(() -> ask("SET", "after", "1").equals("OK"));
      // An order that could not be sent for seconds is a problem for some seconds more.
      await().until(() -> statistics().path("problems").isEmpty());
    }
  }

  @Test
  void switchesOverWhileSilentClientsAreMoreThanTheServersTake() throws Exception {
    RedisProcess master = parkedWithFewClients();
    RedisProcess backup = parkedWithFewClients();
    try (ChildJvm process = start(master, backup, "failover: {failback: {policy: Manual}}")) {
      await().until(() -> status(process).contains("Running"));
      for (int i = 0; i < 100; i++) {
        connect();
      }
      await().until(() -> statistics().path("frontend").path("sessions").asInt() >= 100);

      assertThat(run("--switchover", "Backup")).contains("completed");
      assertThat(ask("SET", "after", "1")).isEqualTo("OK");
      // They were silent, so nothing of theirs was in flight.
      assertThat(statistics().path("frontend").path("sessions").asInt())
          .isGreaterThanOrEqualTo(100);
      sockets.getFirst().getOutputStream().write("PING\r\n".getBytes(UTF_8));
      assertThat(sockets.getFirst().getInputStream().readNBytes(7))
          .isEqualTo("+PONG\r\n".getBytes(UTF_8));
    }
  }

  @Test
  void switchesOverWhileTalkingClientsUseUpEverythingElse() throws Exception {
    RedisProcess master = parkedWithFewClients();
    RedisProcess backup = parkedWithFewClients();
    try (ChildJvm process =
        start(master, backup, "failover: {failback: {policy: Manual}}\nhold: {timeout: 2m}")) {
      await().until(() -> status(process).contains("Running"));
      for (int i = 0; i < 100; i++) {
        connect().getOutputStream().write("PING\r\n".getBytes(UTF_8));
      }
      await().until(() -> waitsForPlaces(statistics));
      assertThat(master.info("connected_clients"))
          .satisfies(count -> assertThat(Integer.parseInt(count)).isLessThan(MAX_CLIENTS - 10));

      assertThat(run("--switchover", "Backup")).contains("completed");
      assertThat(backup.info("role")).isEqualTo("master");
    }
  }

  /** None of them knows what the others admit at the same moment. */
  @Test
  void switchesOverWhileTheClientsOfThreeProxiesComeAtOnce() throws Exception {
    RedisProcess master = parkedWithFewClients();
    RedisProcess backup = parkedWithFewClients();
    List<Integer> more = List.of(FreePort.find(), FreePort.find());
    List<Integer> controls = List.of(FreePort.find(), FreePort.find());
    List<Integer> pages = List.of(statistics, FreePort.find(), FreePort.find());
    // Made by the process with the controller; the others need the same.
    Files.writeString(folder.resolve("marker-key"), "a-marker-key-of-the-test".repeat(2));
    Files.setPosixFilePermissions(
        folder.resolve("marker-key"), PosixFilePermissions.fromString("rw-------"));
    try (ChildJvm leader =
            start(
                master,
                backup,
                "failover: {failback: {policy: Manual}}%nhold: {timeout: 2m}%nproxies: [127.0.0.1:%d, 127.0.0.1:%d]"
                    .formatted(controls.get(0), controls.get(1)));
        ChildJvm second = startProxy(master, backup, more.get(0), pages.get(1), controls.get(0));
        ChildJvm third = startProxy(master, backup, more.get(1), pages.get(2), controls.get(1))) {
      assertThat(second.pid()).isNotEqualTo(third.pid());
      await().until(() -> status(leader).contains("Running"));
      List<Integer> ports = List.of(clients, more.get(0), more.get(1));
      for (int port : ports) {
        await().until(() -> StartedServers.ask(port, "PING").equals("PONG"));
      }
      for (int i = 0; i < 60; i++) {
        connect(ports.get(i % ports.size()));
      }
      for (Socket socket : sockets) {
        socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      }
      // Whichever proxy was last waits.
      await().until(() -> pages.stream().anyMatch(ScarceResourcesIT::waitsForPlaces));

      assertThat(run("--switchover", "Backup")).contains("completed");
      assertThat(backup.info("role")).isEqualTo("master");
    }
  }

  private ChildJvm startProxy(
      RedisProcess master, RedisProcess backup, int port, int page, int controlPort)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("proxy-" + port + ".yaml"),
            """
            servers:
              master: {host: 127.0.0.1, port: %d}
              backup: {host: 127.0.0.1, port: %d}
            listen: {address: 127.0.0.1, port: %d}
            stats: {address: 127.0.0.1, port: %d}
            control: {port: %d, tokenFile: token}
            controller: off
            markerKeyFile: marker-key
            hold: {timeout: 2m}
            timeouts: {drain: 0s}
            """
                .formatted(master.port(), backup.port(), port, page, controlPort));
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }

  @Test
  void acceptsNoMoreClientsThanItsDescriptorsAllow() throws Exception {
    RedisProcess master = servers.startParked();
    RedisProcess backup = servers.startParked();
    try (ChildJvm process = start(master, backup, "maxConnections: 1000000\nhold: {max: 10}")) {
      await().until(() -> status(process).contains("Running"));
      int limit = statistics().path("frontend").path("sessionLimit").asInt();
      assumeThat(limit)
          .as("SKIPPED: this machine has descriptors for a million clients")
          .isLessThan(1_000_000);
      assertThat(process.errors() + process.output()).contains("raise the limit (ulimit -n)");
      assertThat(statistics().path("problems").toString()).contains("maxConnections: 1,000,000");
    }
  }

  /** Takes every further descriptor from a process for a while, as sockets that fill it would. */
  private void withoutDescriptors(ChildJvm process, Runnable meanwhile) throws Exception {
    long before =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "limits")).stream()
            .filter(line -> line.startsWith("Max open files"))
            .map(line -> line.split("\\s+", -1)[3])
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow();
    limit(process, 1);
    meanwhile.run();
    // Several checks of each server fall into this time.
    TimeUnit.SECONDS.sleep(4);
    limit(process, before);
  }

  private static void limit(ChildJvm process, long descriptors) throws Exception {
    Process limiting =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--nofile=" + descriptors + ":")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }

  private RedisProcess parkedWithFewClients() {
    return servers.start(
        "--replicaof",
        "127.0.0.1",
        "1",
        "--replica-read-only",
        "yes",
        "--maxclients",
        Integer.toString(MAX_CLIENTS));
  }

  private Socket connect() throws IOException {
    return connect(clients);
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private Optional<String> health(String server) {
    for (JsonNode each : statistics().path("servers")) {
      if (each.path("name").asText().equals(server)) {
        return Optional.of(each.path("check").path("health").asText());
      }
    }
    return Optional.empty();
  }

  private static boolean waitsForPlaces(int page) {
    return statistics(page).path("problems").toString().contains("maxclients");
  }

  private JsonNode statistics() {
    return statistics(statistics);
  }

  private static JsonNode statistics(int page) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + page + "/;json").toURL().openConnection();
      connection.setConnectTimeout(5000);
      connection.setReadTimeout(5000);
      try (InputStream body = connection.getInputStream()) {
        return new ObjectMapper().readTree(body);
      }
    } catch (IOException unanswered) {
      throw new UncheckedIOException(unanswered);
    }
  }

  private String status(ChildJvm process) {
    return run("--status") + process.errors();
  }

  private String run(String... request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, UTF_8);
    List<String> arguments = new ArrayList<>();
    arguments.add("--config");
    arguments.add(folder.resolve("test.yaml").toString());
    arguments.addAll(List.of(request));
    int unused = new StandaloneMain(printed, printed).run(arguments);
    return out.toString(UTF_8);
  }

  private String ask(String... command) {
    return StartedServers.ask(clients, command);
  }

  private ChildJvm start(RedisProcess master, RedisProcess backup, String more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("test.yaml"),
            """
            servers:
              master: {host: 127.0.0.1, port: %d}
              backup: {host: 127.0.0.1, port: %d}
            listen: {address: 127.0.0.1, port: %d}
            stats: {address: 127.0.0.1, port: %d}
            control: {port: %d, tokenFile: token}
            timeouts: {drain: 0s}
            %s
            """
                .formatted(master.port(), backup.port(), clients, statistics, control, more));
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class);
  }
}
