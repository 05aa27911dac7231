package io.redisfailover.testbed.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.redisfailover.failover.model.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A build is asked by the newest name that it knows. */
class StandaloneProcessTest {
  private static final Vocabulary RENAMED =
      new Vocabulary(
          List.of("/v2/status", "/;json"),
          List.of("/v2/proxy", "/v1/status"),
          List.of(
              new Vocabulary.SwitchOrder("/v2/move", "{\"to\":\"%s\"}"),
              new Vocabulary.SwitchOrder("/v1/switchover", "{\"node\":\"%s\"}")),
          List.of("route", "routing"),
          List.of("standbyReady"),
          List.of("push", "sequence"),
          List.of());

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer build;

  @BeforeEach
  void start() throws IOException {
    build = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    build.start();
  }

  @AfterEach
  void stop() {
    build.stop(0);
  }

  @Test
  void asksAnOlderBuildByTheOlderPaths() {
    answer("/;json", 200, "{\"routing\":\"Backup\",\"standbyReady\":true}");
    answer("/v1/switchover", 200, "done");
    StandaloneProcess process = process();
    assertThat(process.isSafeOn(Server.BACKUP)).isTrue();
    assertThat(process.switchover(Server.MASTER))
        .isEqualTo(new StandaloneProcess.Said(200, "done"));
    assertThat(asked).containsExactly("/;json ", "/v1/switchover {\"node\":\"Master\"}");
  }

  @Test
  void asksANewerBuildByTheNewerPathsOnly() {
    answer("/;json", 200, "{}");
    answer("/v2/status", 200, "{\"route\":\"Backup\"}");
    answer("/v1/switchover", 200, "done");
    answer("/v2/move", 409, "not now");
    StandaloneProcess process = process();
    assertThat(process.routesTo(Server.BACKUP)).isTrue();
    assertThat(process.switchover(Server.MASTER))
        .isEqualTo(new StandaloneProcess.Said(409, "not now"));
    assertThat(asked).containsExactly("/v2/status ", "/v2/move {\"to\":\"Master\"}");
  }

  @Test
  void asksABuildThatDoesNotUnderstandTheBodyByTheOlderOne() {
    answer("/v2/move", 400, "the field to of the body is not known");
    answer("/v1/switchover", 200, "done");
    assertThat(process().switchover(Server.MASTER))
        .isEqualTo(new StandaloneProcess.Said(200, "done"));
    assertThat(asked)
        .containsExactly("/v2/move {\"to\":\"Master\"}", "/v1/switchover {\"node\":\"Master\"}");
  }

  @Test
  void isLedOnceItHasTakenAPush() {
    answer("/v1/status", 200, "{\"sequence\":0}");
    assertThat(process().isLed()).isFalse();
    answer("/v2/proxy", 200, "{\"push\":13}");
    assertThat(process().isLed()).isTrue();
  }

  @Test
  void saysThatABuildKnowsNoneOfThePaths() {
    assertThat(process().switchover(Server.MASTER).status()).isEqualTo(404);
    assertThat(process().status()).isEmpty();
    assertThat(process().isLed()).isFalse();
  }

  private void answer(String path, int status, String body) {
    build.createContext(
        path,
        exchange -> {
          String question =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(path + " " + question);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private StandaloneProcess process() {
    int port = build.getAddress().getPort();
    return new StandaloneProcess(
        "p0",
        Path.of("p0.yaml"),
        port,
        port,
        port,
        new Program(Optional.empty(), List.of(), RENAMED));
  }
}
