package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.http.Admission;
import io.redisfailover.proxy.http.HttpReply;
import io.redisfailover.proxy.http.HttpService;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.stats.export.HaproxyCsv;
import io.redisfailover.proxy.stats.export.MetricsText;
import io.redisfailover.proxy.stats.export.StatusJson;
import io.redisfailover.proxy.stats.model.PinnedSessions;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.page.PageRequest;
import io.redisfailover.proxy.stats.page.PageView;
import io.redisfailover.proxy.stats.page.StatusPage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers each request for the statistics. Safe for any thread. */
final class StatisticsRoutes implements HttpService {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PAGE = "/";
  private static final String HEALTH = "/healthz";
  private static final Map<String, String> HEADERS = Map.of("cache-control", "no-cache");

  private final StatisticsContent content;
  private final Supplier<StatisticsSettings> settings;
  private final ActDesk desk;

  StatisticsRoutes(StatisticsContent content, Supplier<StatisticsSettings> settings) {
    this.content = content;
    this.settings = settings;
    this.desk = new ActDesk(content.acts(), () -> content.status().snapshot().at());
  }

  @Override
  public Admission admission(RequestHead head) {
    String path = path(PageRequest.parse(head.target()));
    boolean needsLogin =
        switch (path) {
          case PAGE -> true;
          case "/metrics" -> settings.get().metricsNeedAuth();
          default -> false;
        };
    Optional<BasicAuth> logins = needsLogin ? settings.get().auth().get() : Optional.empty();
    return logins.map(known -> admission(known, head, path)).orElse(Admission.OPEN);
  }

  private Admission admission(BasicAuth logins, RequestHead head, String path) {
    if (asksForAnAct(logins, head, path)) {
      return desk.refusal(logins, head)
          .<Admission>map(refusal -> new Admission.Refused(refused(logins, head, refusal)))
          .orElse(Admission.SHOWN);
    }
    if (logins.user(head.authorization()).isPresent()) {
      return Admission.SHOWN;
    }
    if (head.authorization().isPresent()) {
      desk.wrongLogin(head);
    }
    return new Admission.Refused(
        refused(
            logins,
            head,
            new ActDesk.Refusal(
                401, "Log in with a username and password under stats.auth or stats.users.")));
  }

  private static boolean asksForAnAct(BasicAuth logins, RequestHead head, String path) {
    return path.equals(PAGE) && isForm(head) && logins.isOperated();
  }

  private static boolean isForm(RequestHead head) {
    return head.method().equals("POST");
  }

  /** A browser would ask its user for a login at each request that a script sends. */
  private HttpReply refused(BasicAuth logins, RequestHead head, ActDesk.Refusal refusal) {
    HttpReply reply = error(refusal.status(), refusal.sentence());
    return refusal.status() == 401 && !head.source().byScript()
        ? reply.with("www-authenticate", logins.challenge())
        : reply;
  }

  @Override
  public CompletionStage<HttpReply> answer(RequestHead head, byte[] body) {
    PageRequest request = PageRequest.parse(head.target());
    return switch (path(request)) {
      case HEALTH -> read(head, () -> state(content.health().notAlive()));
      case "/readyz" -> read(head, () -> state(content.health().notReady()));
      case "/metrics" -> read(head, this::metrics);
      case PAGE -> page(request, head, body);
      default -> ended(error(404, "No such page; the statistics are at /."));
    };
  }

  @Override
  public HttpReply tooLarge(RequestHead head, String message) {
    if (isForm(head) && path(PageRequest.parse(head.target())).equals(PAGE)) {
      desk.tooLarge(head);
    }
    return error(413, message);
  }

  @Override
  public HttpReply error(int status, String message) {
    return reply(status, PLAIN, message + "\n");
  }

  private CompletionStage<HttpReply> read(RequestHead head, Supplier<HttpReply> page) {
    return ended(isRead(head) ? page.get() : readOnly());
  }

  private static boolean isRead(RequestHead head) {
    return head.method().equals("GET") || head.method().equals("HEAD");
  }

  private HttpReply readOnly() {
    return error(405, "The statistics are read-only; use GET or HEAD.").with("allow", "GET, HEAD");
  }

  private CompletionStage<HttpReply> page(PageRequest request, RequestHead head, byte[] body) {
    Optional<BasicAuth> logins = settings.get().auth().get();
    if (isRead(head)) {
      Optional<StatisticsUser> user = logins.flatMap(known -> known.user(head.authorization()));
      return statistics(request, user);
    }
    return logins
        .filter(known -> asksForAnAct(known, head, PAGE))
        .map(known -> act(known, request, head, body))
        .orElseGet(() -> {
          if (isForm(head)) {
            desk.noAdministrator(head);
          }
          return ended(readOnly());
        });
  }

  /** The logins may have changed since the head was admitted. */
  private CompletionStage<HttpReply> act(
      BasicAuth logins, PageRequest request, RequestHead head, byte[] body) {
    Optional<ActDesk.Refusal> refusal = desk.refusal(logins, head);
    if (refusal.isPresent()) {
      return ended(refused(logins, head, refusal.get()));
    }
    StatisticsUser user = logins.user(head.authorization()).orElseThrow();
    return desk.take(user, head, body)
        .thenApply(result ->
            switch (result) {
              case ActDesk.Result.Refused(ActDesk.Refusal why) -> refused(logins, head, why);
              case ActDesk.Result.Tried(String word) ->
                  error(303, "See the page for the outcome.")
                      .with("location", request.afterAct(word));
            });
  }

  private CompletionStage<HttpReply> statistics(
      PageRequest request, Optional<StatisticsUser> user) {
    StatusSnapshot status = content.status().snapshot();
    if (request.has("csv")) {
      return ended(reply(200, PLAIN, HaproxyCsv.render(status, request.rows())));
    }
    Function<Optional<PinnedSessions>, HttpReply> form =
        request.has("json")
            ? pinned ->
                reply(200, "application/json", StatusJson.render(status, request.rows(), pinned))
            : pinned -> page(status, request, user, pinned);
    return request.has(PageRequest.SESSIONS)
        ? content
            .sessions()
            .list()
            .thenApply(list -> form.apply(Optional.of(new PinnedSessions(status.at(), list))))
        : ended(form.apply(Optional.empty()));
  }

  private HttpReply page(
      StatusSnapshot status,
      PageRequest request,
      Optional<StatisticsUser> user,
      Optional<PinnedSessions> pinned) {
    PageView view =
        new PageView(
            request,
            settings.get(),
            pinned,
            user.filter(StatisticsUser::operates).map(known -> desk.view(known, status.mode())));
    return reply(200, "text/html; charset=utf-8", StatusPage.render(status, view))
        .with("content-security-policy", StatusPage.contentSecurityPolicy())
        // Without it a browser would not say from which site the forms of the page come.
        .with("referrer-policy", "same-origin");
  }

  private HttpReply metrics() {
    return reply(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        MetricsText.render(content.status().snapshot()));
  }

  private HttpReply state(Optional<String> fault) {
    return fault.map(message -> error(503, message)).orElseGet(() -> reply(200, PLAIN, "ok\n"));
  }

  private static HttpReply reply(int status, String contentType, String body) {
    return new HttpReply(status, contentType, body, HEADERS);
  }

  private static CompletionStage<HttpReply> ended(HttpReply reply) {
    return CompletableFuture.completedFuture(reply);
  }

  /** {@return the path} That of the page is {@code /}, wherever else it is. */
  private String path(PageRequest request) {
    StatisticsSettings now = settings.get();
    if (now.monitorPath().filter(request.path()::equals).isPresent()) {
      return HEALTH;
    }
    return request.path().equals(now.path()) ? PAGE : request.path();
  }
}
