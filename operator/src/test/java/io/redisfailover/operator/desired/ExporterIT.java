package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.ProgramPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter's user with a real redis_exporter, where one is installed. */
class ExporterIT {
  private static final String WORD = "word";

  @TempDir Path folder;

  @Test
  void letsRedisExporterReadAllThatItAsksFor() throws Exception {
    Optional<Path> program = ProgramPath.find("redis_exporter", "prometheus-redis-exporter");
    assumeTrue(program.isPresent(), "no redis_exporter on PATH");
    try (RedisPod pod = new RedisPod(folder, "master")) {
      pod.users(
          List.of(
              new AclUser(
                  DesiredUsers.EXPORTER,
                  List.of(Sha256.of(WORD)),
                  DesiredUsers.EXPORTER_RULES,
                  false)));
      pod.start();
      String metrics = metrics(program.get(), pod);
      assertThat(metrics)
          .contains("redis_up 1", "redis_exporter_last_scrape_error{err=\"\"} 0")
          .contains("redis_connected_clients_details", "redis_slowlog_length");
      assertThat(pod.info("errorstat_NOPERM")).isEmpty();
    }
  }

  private static String metrics(Path program, RedisPod pod) throws IOException {
    int port = FreePort.find();
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "-web.listen-address",
                "127.0.0.1:" + port,
                "-redis.addr",
                "redis://127.0.0.1:" + pod.port(),
                "-redis.user",
                DesiredUsers.EXPORTER,
                "-config-command",
                "-",
                "-export-client-list")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("REDIS_PASSWORD", WORD);
    Process exporter = ChildProcesses.start(builder);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port))).build();
      return Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> http.send(request, HttpResponse.BodyHandlers.ofString()).body(),
              body -> body.contains("redis_up"));
    } finally {
      exporter.destroyForcibly();
    }
  }
}
