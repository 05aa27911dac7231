package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.http.Admission;
import io.redisfailover.proxy.http.HttpReply;
import io.redisfailover.proxy.http.HttpService;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.stats.export.HaproxyCsv;
import io.redisfailover.proxy.stats.export.MetricsText;
import io.redisfailover.proxy.stats.export.StatusJson;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.page.StatusPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers each request for the statistics. Options follow the path after semicolons, as HAProxy has
 * them: {@code /;csv}, {@code /;norefresh}. A query is ignored. Safe for any thread.
 */
final class StatisticsRoutes implements HttpService {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final Map<String, String> HEADERS = Map.of("cache-control", "no-cache");

  private final StatusSource source;
  private final HealthSource health;
  private final Supplier<StatisticsSettings> settings;

  StatisticsRoutes(
      StatusSource source, HealthSource health, Supplier<StatisticsSettings> settings) {
    this.source = source;
    this.health = health;
    this.settings = settings;
  }

  @Override
  public Admission admission(RequestHead head) {
    boolean needsLogin =
        switch (parts(head.target()).getFirst()) {
          case "/" -> true;
          case "/metrics" -> settings.get().metricsNeedAuth();
          default -> false;
        };
    Optional<BasicAuth> auth = needsLogin ? settings.get().auth().get() : Optional.empty();
    return auth.map(login -> admission(login, head)).orElse(Admission.OPEN);
  }

  private Admission admission(BasicAuth login, RequestHead head) {
    return login.admits(head.authorization())
        ? Admission.SHOWN
        : new Admission.Refused(
            error(401, "Log in with the username and password under stats.auth.")
                .with("www-authenticate", login.challenge()));
  }

  @Override
  public CompletionStage<HttpReply> answer(RequestHead head, byte[] body) {
    return CompletableFuture.completedFuture(reply(head));
  }

  @Override
  public HttpReply error(int status, String message) {
    return reply(status, PLAIN, message + "\n");
  }

  private HttpReply reply(RequestHead head) {
    List<String> parts = parts(head.target());
    return switch (parts.getFirst()) {
      case "/healthz" -> read(head, () -> state(health.notAlive()));
      case "/readyz" -> read(head, () -> state(health.notReady()));
      case "/metrics" -> read(head, this::metrics);
      case "/" -> read(head, () -> statistics(parts.subList(1, parts.size())));
      default -> error(404, "No such page; the statistics are at /.");
    };
  }

  private HttpReply read(RequestHead head, Supplier<HttpReply> page) {
    return switch (head.method()) {
      case "GET", "HEAD" -> page.get();
      default ->
          error(405, "The statistics are read-only; use GET or HEAD.").with("allow", "GET, HEAD");
    };
  }

  private HttpReply statistics(List<String> options) {
    StatusSnapshot status = source.snapshot();
    if (options.contains("csv")) {
      return reply(200, PLAIN, HaproxyCsv.render(status));
    }
    if (options.contains("json")) {
      return reply(200, "application/json", StatusJson.render(status));
    }
    return page(status, !options.contains("norefresh"));
  }

  private HttpReply page(StatusSnapshot status, boolean refreshing) {
    HttpReply page =
        reply(200, "text/html; charset=utf-8", StatusPage.render(status, refreshing))
            .with("content-security-policy", StatusPage.contentSecurityPolicy());
    return refreshing
        ? page.with("refresh", Long.toString(settings.get().refresh().toSeconds()))
        : page;
  }

  private HttpReply metrics() {
    return reply(
        200, "text/plain; version=0.0.4; charset=utf-8", MetricsText.render(source.snapshot()));
  }

  private HttpReply state(Optional<String> fault) {
    return fault.map(message -> error(503, message)).orElseGet(() -> reply(200, PLAIN, "ok\n"));
  }

  private static HttpReply reply(int status, String contentType, String body) {
    return new HttpReply(status, contentType, body, HEADERS);
  }

  /**
   * {@return the path and what follows it} The path of the page is {@code /}, wherever else it is.
   */
  private List<String> parts(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    List<String> parts = new ArrayList<>(Arrays.asList(path.split(";", -1)));
    if (parts.getFirst().equals(settings.get().path())) {
      parts.set(0, "/");
    }
    return parts;
  }
}
