package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.EvidenceAnswer;
import io.redisfailover.controlapi.EvidenceQuestion;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.SwitchoverPrepared;
import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.proxy.http.Admission;
import io.redisfailover.proxy.http.HttpReply;
import io.redisfailover.proxy.http.HttpService;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.log.RefusalLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Answers the requests of the control API for callers that show the token. Any thread. */
final class ControlApi implements HttpService {
  private static final Map<String, String> HEADERS = Map.of("cache-control", "no-store");

  private final RefusalLog refusals = new RefusalLog(LoggerFactory.getLogger(ControlApi.class));
  private final BearerToken token;
  private final ProxyControl proxy;
  private final ExtraRoutes further;

  /**
   * Creates the API of one proxy.
   *
   * @param token the token that a caller must show
   * @param proxy the proxy
   * @param further answers the routes that are not the proxy's own
   */
  ControlApi(BearerToken token, ProxyControl proxy, ExtraRoutes further) {
    this.token = token;
    this.proxy = proxy;
    this.further = further;
  }

  @Override
  public Admission admission(RequestHead head) {
    if (token.admits(head.authorization())) {
      return Admission.SHOWN;
    }
    refusals.refused(
        head.source().peer(),
        "%s of the control API was asked for %s."
            .formatted(
                Route.at(head.target()).map(Route::path).orElse("an unknown path"),
                head.authorization().isEmpty() ? "without a token" : "with a wrong token"));
    return new Admission.Refused(
        error(401, "The bearer token is missing or wrong; send the token of control.tokenFile.")
            .with("www-authenticate", BearerToken.challenge()));
  }

  @Override
  public CompletionStage<HttpReply> answer(RequestHead head, byte[] body) {
    Optional<Route> route = Route.at(head.target());
    if (route.isEmpty()) {
      return ended(error(404, "This process serves no " + head.target() + "."));
    }
    String wanted = route.get().method();
    if (!wanted.equals(head.method())) {
      return ended(error(405, "Use " + wanted + " for " + route.get().path() + "."));
    }
    try {
      return answer(route.get(), head, body);
    } catch (BadMessageException bad) {
      return ended(error(400, bad.sentence()));
    }
  }

  @Override
  public HttpReply error(int status, String message) {
    return json(status, ReplyJson.error(message));
  }

  private CompletionStage<HttpReply> answer(Route route, RequestHead head, byte[] body)
      throws BadMessageException {
    return switch (route) {
      case STATUS -> ended(report());
      case EPOCH -> done(proxy.push(RequestJson.push(body)), this::report);
      case PREPARE -> {
        SwitchoverPrepare prepare = RequestJson.prepare(body);
        yield done(proxy.prepare(prepare), () -> drained(prepare.attempt()));
      }
      case PEERS -> done(proxy.peers(RequestJson.peers(body)), this::report);
      case EVIDENCE -> evidence(RequestJson.question(body), head);
      case COMMIT -> done(proxy.commit(RequestJson.commit(body)), this::report);
      case ABORT -> done(proxy.abort(RequestJson.abort(body)), this::report);
      case CONTROLLER, SWITCHOVER, DECISION, RELOAD -> further(route, body);
    };
  }

  private CompletionStage<HttpReply> evidence(EvidenceQuestion question, RequestHead head) {
    return proxy
        .evidence()
        .thenApply(report ->
            report
                .map(seen ->
                    signed(ReplyJson.write(new EvidenceAnswer(question.nonce(), seen)), head))
                .orElseGet(() -> error(409, "this proxy promotes no server and observes none")));
  }

  private HttpReply signed(String body, RequestHead head) {
    return json(200, body).with(TokenSignature.HEADER, token.sign(body, head.authorization()));
  }

  private CompletionStage<HttpReply> further(Route route, byte[] body) {
    return further
        .answer(route, body)
        .map(stage -> stage.thenApply(reply -> json(reply.status(), reply.body())))
        .orElseGet(() -> ended(error(404, "This process serves no " + route.path() + ".")));
  }

  private CompletionStage<HttpReply> done(
      CompletionStage<ProxyRequests.Outcome> outcome, Supplier<HttpReply> accepted) {
    return outcome.thenApply(result ->
        switch (result) {
          case ProxyRequests.Accepted ok -> accepted.get();
          case ProxyRequests.Refused(String message) -> error(409, message);
        });
  }

  private HttpReply report() {
    return json(200, ReplyJson.write(proxy.status()));
  }

  private static HttpReply drained(String attempt) {
    return json(200, ReplyJson.write(new SwitchoverPrepared(attempt, true)));
  }

  private static HttpReply json(int status, String body) {
    return new HttpReply(status, "application/json", body, HEADERS);
  }

  private static CompletionStage<HttpReply> ended(HttpReply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
