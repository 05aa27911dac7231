package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.StatisticsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered to which request. Options follow the path after semicolons, as HAProxy has them:
 * {@code /;csv}, {@code /;norefresh}. Safe for any thread.
 */
final class StatisticsRoutes {
  private static final Map<String, String> NOTHING_MORE = Map.of();

  private final StatusSource source;
  private final HealthSource health;
  private final StatisticsSettings settings;

  StatisticsRoutes(StatusSource source, HealthSource health, StatisticsSettings settings) {
    this.source = source;
    this.health = health;
    this.settings = settings;
  }

  /**
   * {@return the answer}
   *
   * @param method the method
   * @param target path and options; a query is ignored
   * @param authorization the header of that name
   */
  StatisticsReply reply(String method, String target, Optional<String> authorization) {
    List<String> parts = parts(target);
    return switch (parts.getFirst()) {
      case "/healthz" -> read(method, () -> state(health.notAlive()));
      case "/readyz" -> read(method, () -> state(health.notReady()));
      case "/metrics" ->
          settings.metricsNeedAuth()
              ? admitted(method, authorization, this::metrics)
              : read(method, this::metrics);
      case "/" -> admitted(method, authorization, () -> statistics(parts));
      default -> StatisticsReply.sentence(404, "There is no such page; the statistics are at /.");
    };
  }

  private StatisticsReply admitted(
      String method, Optional<String> authorization, Answering answering) {
    Optional<BasicAuth> auth = settings.auth().get();
    if (auth.isPresent() && !auth.get().admits(authorization)) {
      return StatisticsReply.sentence(
          401,
          "The statistics need a user and a password.",
          Map.of("www-authenticate", auth.get().challenge()));
    }
    return read(method, answering);
  }

  private static StatisticsReply read(String method, Answering answering) {
    return method.equals("GET") || method.equals("HEAD")
        ? answering.answer()
        : StatisticsReply.sentence(405, "Statistics are only read.", Map.of("allow", "GET, HEAD"));
  }

  private StatisticsReply statistics(List<String> parts) {
    List<String> options = parts.subList(1, parts.size());
    StatusSnapshot status = source.snapshot();
    if (options.contains("csv")) {
      return StatisticsReply.ok(
          "text/plain; charset=utf-8", HaproxyCsv.render(status), NOTHING_MORE);
    }
    if (options.contains("json")) {
      return StatisticsReply.ok("application/json", StatusJson.render(status), NOTHING_MORE);
    }
    return page(status, !options.contains("norefresh"));
  }

  private StatisticsReply page(StatusSnapshot status, boolean refreshing) {
    String policy = StatusPage.contentSecurityPolicy();
    Map<String, String> headers =
        refreshing
            ? Map.of(
                "content-security-policy",
                policy,
                "refresh",
                Long.toString(settings.refresh().toSeconds()))
            : Map.of("content-security-policy", policy);
    return StatisticsReply.ok(
        "text/html; charset=utf-8", StatusPage.render(status, refreshing).markup(), headers);
  }

  private StatisticsReply metrics() {
    return StatisticsReply.ok(
        "text/plain; version=0.0.4; charset=utf-8",
        MetricsText.render(source.snapshot()),
        NOTHING_MORE);
  }

  private static StatisticsReply state(Optional<String> fault) {
    return fault
        .map(sentence -> StatisticsReply.sentence(503, sentence))
        .orElseGet(() -> StatisticsReply.sentence(200, "ok"));
  }

  private static List<String> parts(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return Arrays.asList(path.split(";", -1));
  }

  /** Makes an answer. */
  @FunctionalInterface
  private interface Answering {
    StatisticsReply answer();
  }
}
