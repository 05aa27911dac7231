package io.redisfailover.testbed.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The standalone program as a user starts it: a process of its own with a file. May be ended and
 * started again.
 */
public final class StandaloneProcess implements AutoCloseable {
  /** The token of every control API here. */
  static final String TOKEN = "a-token-of-a-test";

  /** Longer than the program waits for the standby to be in sync, and then for the switchover. */
  private static final Duration SWITCH_LIMIT = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final Path file;
  private final Path log;
  private final int clients;
  private final int statistics;
  private final int control;
  private final Program program;
  private volatile @Nullable Process process;

  /**
   * A process that does not run yet.
   *
   * @param name its name
   * @param file its configuration
   * @param clients the loopback port of its clients in that file
   * @param statistics the loopback port of its statistics in that file
   * @param control the loopback port of its control API in that file
   * @param program what it runs
   */
  StandaloneProcess(
      String name, Path file, int clients, int statistics, int control, Program program) {
    this.name = name;
    this.file = file;
    this.log = file.resolveSibling(name + ".log");
    this.clients = clients;
    this.statistics = statistics;
    this.control = control;
    this.program = program;
  }

  /** Starts it; returns at once. */
  public void launch() {
    process =
        ChildProcesses.start(
            new ProcessBuilder(program.command(file, List.of()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /**
   * Runs the program once more beside it with the same file, as an administrator gives it a
   * command.
   *
   * @param options such as {@code --switchover Backup}
   * @return its exit code and what it printed, as one text
   */
  public Said tell(String... options) {
    try {
      Path output = Files.createTempFile(file.getParent(), "told", ".txt");
      Process told =
          new ProcessBuilder(program.command(file, List.of(options)))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!told.waitFor(60, TimeUnit.SECONDS)) {
        told.destroyForcibly();
        throw new IllegalStateException(List.of(options) + " does not end");
      }
      return new Said(told.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * Requests a switchover over its control API, and waits for the end.
   *
   * @param server the server that is to be active
   * @return the HTTP status and the body; status 0 when the process ended meanwhile
   */
  public Said switchover(Server server) {
    Said said = new Said(HttpURLConnection.HTTP_NOT_FOUND, "");
    for (Vocabulary.SwitchOrder order : program.vocabulary().switchOrders()) {
      said = order(order.path(), order.bodyFor(server));
      if (!isNotUnderstood(said)) {
        break;
      }
    }
    return said;
  }

  private static boolean isNotUnderstood(Said said) {
    return said.status() == HttpURLConnection.HTTP_NOT_FOUND
        || said.status() == HttpURLConnection.HTTP_BAD_REQUEST;
  }

  private Said order(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .timeout(SWITCH_LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Said(answer.statusCode(), answer.body());
    } catch (IOException died) {
      return new Said(0, String.valueOf(died.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Said(0, "interrupted");
    }
  }

  /**
   * What a command said.
   *
   * @param status its exit code
   * @param text what it printed
   */
  public record Said(int status, String text) {}

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return where its clients connect} */
  public InetSocketAddress clients() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clients);
  }

  /** {@return where its statistics are} */
  public InetSocketAddress statistics() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), statistics);
  }

  /** {@return where its control API is} */
  public InetSocketAddress control() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), control);
  }

  /** {@return its process id, while it runs} */
  public OptionalLong pid() {
    Process running = process;
    return running != null && running.isAlive()
        ? OptionalLong.of(running.pid())
        : OptionalLong.empty();
  }

  /** Ends it as a crash does. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  /** Stops it without ending it (SIGSTOP). */
  public void hang() {
    Signals.send(pid().orElseThrow(), "STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    Signals.send(pid().orElseThrow(), "CONT");
  }

  /** {@return its statistics as JSON; empty when it does not answer} */
  public Optional<JsonNode> status() {
    return first(statistics, program.vocabulary().statusPaths());
  }

  /** {@return whether its proxy has taken what a controller pushed to it} */
  public boolean isLed() {
    return first(control, program.vocabulary().controlPaths())
        .filter(it -> program.vocabulary().newestPush(it) > 0)
        .isPresent();
  }

  private Optional<JsonNode> first(int port, List<String> paths) {
    return paths.stream()
        .flatMap(path -> get(port, path).stream())
        .filter(answer -> answer.statusCode() == HttpURLConnection.HTTP_OK)
        .findFirst()
        .map(answer -> json(answer.body()));
  }

  /**
   * {@return the value of one of its meters; empty when it does not answer or does not know it}
   *
   * @param name of a meter that has one value, as in docs/metrics.md
   */
  public OptionalDouble metric(String name) {
    return get(statistics, "/metrics").stream()
        .flatMap(answer -> answer.body().lines())
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }

  /** {@return whether it says that clients may be sent to it} */
  public boolean isReady() {
    return isOk("/readyz");
  }

  /** {@return whether it says that no vital part of it is dead} */
  public boolean isHealthy() {
    return isOk("/healthz");
  }

  private boolean isOk(String path) {
    return get(statistics, path)
        .filter(answer -> answer.statusCode() == HttpURLConnection.HTTP_OK)
        .isPresent();
  }

  private static Optional<HttpResponse<String>> get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + TOKEN)
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException silent) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  /** {@return whether it sends clients to this server} */
  public boolean routesTo(Server server) {
    return status().filter(it -> program.vocabulary().routesTo(server, it)).isPresent();
  }

  /** {@return whether it routes to this server and could promote the other one at once} */
  public boolean isSafeOn(Server server) {
    return status()
        .filter(it -> program.vocabulary().routesTo(server, it))
        .filter(program.vocabulary()::isStandbyReady)
        .isPresent();
  }

  /** {@return everything that it has logged} */
  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
