package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.config.Checks;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeApiSettings.UnixSocket;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.runtimeapi.ForeignPrograms.Output;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.ProgramPath;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three programs for HAProxy, unmodified: they read this proxy, and two of them steer it. */
class ForeignProgramsIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private RedisProcess master;
  private RedisProcess backup;
  private Proxy proxy;
  private InetSocketAddress clients;

  @BeforeEach
  void startProxy() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start();
    proxy = new Proxy(config());
    clients = proxy.start().clients();
    await()
        .atMost(LONG)
        .until(() -> status("Master").equals("UP") && status("Backup").equals("UP"));
  }

  @AfterEach
  void stopProxy() {
    Stream.of(proxy, backup, master)
        .forEach(each -> {
          try {
            each.close();
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  @Test
  void haproxyadminReadsAndSteers() throws Exception {
    Optional<Path> python = ForeignPrograms.pythonWith("haproxyadmin", "0.2.4");
    orSkip(python.isPresent(), "haproxyadmin of PyPI cannot be installed");
    URI script = getClass().getResource("haproxyadmin_reads_and_steers.py").toURI();

    Output output =
        ForeignPrograms.run(
            List.of(
                python.orElseThrow().toString(), Path.of(script).toString(), socket().toString()));

    assertThat(output.text())
        .isEqualTo(
            """
            info=HAProxy
            processes=1
            uptime=True
            metrics missing=['MaxZlibMemUsage', 'ZlibMemUsage']
            frontends=['redis']
            backends=['redis']
            servers=['Backup', 'Master']
            errors=True
            frontend.status=OPEN
            frontend.requests=True
            frontend.setmaxconn=True
            frontend.maxconn=900
            backend.status=UP
            backend.servers=['Backup', 'Master']
            master.status=UP
            master.address=127.0.0.1
            master.check_status=L7OK
            master.setstate disable=(True, 'MAINT')
            master.setstate enable=(True, 'UP')
            master.setstate drain=(True, 'DRAIN')
            master.setstate ready=(True, 'UP')
            master.setweight 0=(True, '0', 'DRAIN')
            master.setweight 1=(True, '1', 'UP')
            master.shutdown=True
            setmaxconn=True
            clearcounters=True
            clearcounters all=True
            """);
    assertThat(ask("show info")).contains("\nMaxconn: 800\n");
  }

  @Test
  void hatopShowsTheServersAndPutsOneIntoMaintenance() {
    boolean installed =
        ProgramPath.find("hatop").isPresent() && ProgramPath.find("tmux").isPresent();
    orSkip(installed, "hatop or tmux is not installed; apt-get install hatop tmux");
    try {
      tmux(
          "-f",
          "/dev/null",
          "new-session",
          "-d",
          "-x",
          "160",
          "-y",
          "40",
          "hatop",
          "-s",
          socket().toString());
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(tmux("capture-pane", "-p"))
                  .contains("HAProxy Version: ", "Node: proxy-1")
                  .containsPattern("Master +1 UP +L7OK")
                  .containsPattern("Backup +1 UP +L7OK"));
      // Below the line of the proxy stands the frontend, and then Master.
      tmux("send-keys", "Down", "Down", "F10");
      await().atMost(LONG).until(() -> status("Master").equals("MAINT"));
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(tmux("capture-pane", "-p")).containsPattern("Master +1 MAINT"));
      assertThat(portThatServes()).isEqualTo(backup.port());
      tmux("send-keys", "F9");
      await().atMost(LONG).until(() -> status("Master").equals("UP"));
      assertThat(portThatServes()).isEqualTo(master.port());
    } finally {
      tmux("kill-server");
    }
  }

  @Test
  void prometheusHaproxyExporterReads() throws Exception {
    Optional<Path> program = ProgramPath.find("prometheus-haproxy-exporter");
    orSkip(
        program.isPresent(),
        "prometheus-haproxy-exporter is not installed; apt-get install prometheus-haproxy-exporter");
    int port = FreePort.find();
    Process exporter =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--haproxy.scrape-uri=unix:" + socket(),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("exporter.txt").toFile())
            .start();
    try {
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(() ->
              assertThat(metrics(port))
                  .contains(
                      "\nhaproxy_up 1\n",
                      "\nhaproxy_exporter_csv_parse_failures_total 0\n",
                      "haproxy_server_up{backend=\"redis\",server=\"Master\"} 1\n",
                      "haproxy_server_up{backend=\"redis\",server=\"Backup\"} 1\n",
                      "haproxy_backend_up{backend=\"redis\"} 1\n",
                      "haproxy_frontend_current_sessions{frontend=\"redis\"} 0\n"));
    } finally {
      exporter.destroyForcibly().onExit().join();
    }
  }

  private int portThatServes() {
    try (RespClient client = new RespClient(clients)) {
      String info = String.valueOf(client.call("INFO", "server"));
      return info.lines()
          .filter(line -> line.startsWith("tcp_port:"))
          .map(line -> Integer.parseInt(line.substring("tcp_port:".length()).strip()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void orSkip(boolean available, String reason) {
    if (!available) {
      System.out.println("SKIPPED: " + reason);
    }
    assumeTrue(available, reason);
  }

  private String tmux(String... words) {
    return ForeignPrograms.run(
            Stream.concat(
                    Stream.of("tmux", "-S", folder.resolve("tmux").toString()), Stream.of(words))
                .toList())
        .text();
  }

  private static String metrics(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private Path socket() {
    return folder.resolve("admin.sock");
  }

  private String ask(String command) {
    return RuntimeClient.ask(socket(), command + "\n");
  }

  /** {@return the column {@code status} of a server} */
  private String status(String server) {
    return ask("show stat")
        .lines()
        .map(line -> List.of(line.split(",", -1)))
        .filter(row -> row.size() > 17 && row.get(1).equals(server))
        .map(row -> row.get(17))
        .findFirst()
        .orElse("");
  }

  private ProxyConfig config() {
    return new ProxyConfig(
            "proxy-1",
            Listen.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new Endpoints(
                new Endpoint("127.0.0.1", master.port()), new Endpoint("127.0.0.1", backup.port())),
            PairSecrets.of(Optional::empty, () -> RedisPair.KEYS))
        .withMode(new Mode.RouteOnly(false, false))
        .withChecks(new Checks(CheckSettings.every(Duration.ofMillis(100)), Optional.empty()))
        .withRuntimeApi(RuntimeApiSettings.on(new UnixSocket(socket(), 0600, RuntimeLevel.ADMIN)));
  }
}
