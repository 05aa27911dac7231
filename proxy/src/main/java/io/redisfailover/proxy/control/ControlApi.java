package io.redisfailover.proxy.control;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.SwitchoverPrepared;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What each request of the control API does. Any thread; the caller is authenticated already. */
final class ControlApi {
  private final ProxyControl proxy;
  private final FurtherRoutes further;

  /**
   * The API of one proxy.
   *
   * @param proxy the proxy
   * @param further asked for every route that is not the proxy's own
   */
  ControlApi(ProxyControl proxy, FurtherRoutes further) {
    this.proxy = proxy;
    this.further = further;
  }

  /** A response: a status and a JSON body. */
  record Response(HttpResponseStatus status, String body) {
    static Response error(HttpResponseStatus status, String sentence) {
      return new Response(status, ReplyJson.error(sentence));
    }
  }

  /** Answers a request; the stage never fails. */
  CompletionStage<Response> answer(HttpMethod method, String path, byte[] body) {
    Optional<Route> route = Route.at(path);
    if (route.isEmpty()) {
      return error(HttpResponseStatus.NOT_FOUND, "there is no " + path);
    }
    String wanted = route.get().method();
    if (!wanted.equals(method.name())) {
      return error(HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + wanted + " for this");
    }
    try {
      return answer(route.get(), body);
    } catch (BadMessageException bad) {
      return error(HttpResponseStatus.BAD_REQUEST, bad.sentence());
    }
  }

  private CompletionStage<Response> answer(Route route, byte[] body) throws BadMessageException {
    return switch (route) {
      case STATUS -> CompletableFuture.completedFuture(report());
      case EPOCH -> ended(proxy.push(RequestJson.push(body)), this::report);
      case PREPARE -> {
        SwitchoverPrepare prepare = RequestJson.prepare(body);
        yield ended(proxy.prepare(prepare), () -> drained(prepare.attempt()));
      }
      case COMMIT -> ended(proxy.commit(RequestJson.commit(body)), this::report);
      case ABORT -> ended(proxy.abort(RequestJson.abort(body)), this::report);
      case CONTROLLER, SWITCHOVER, DECISION -> further(route, body);
    };
  }

  private CompletionStage<Response> further(Route route, byte[] body) {
    return further
        .answer(route, body)
        .map(stage ->
            stage
                .thenApply(
                    reply -> new Response(HttpResponseStatus.valueOf(reply.status()), reply.body()))
                .exceptionally(failure ->
                    Response.error(
                        HttpResponseStatus.INTERNAL_SERVER_ERROR, "the process failed to do it")))
        .orElseGet(() -> error(HttpResponseStatus.NOT_FOUND, "there is no " + route.path()));
  }

  private static CompletionStage<Response> ended(
      CompletionStage<ProxyRequests.Outcome> outcome, Supplier<Response> accepted) {
    return outcome
        .thenApply(result ->
            switch (result) {
              case ProxyRequests.Accepted ok -> accepted.get();
              case ProxyRequests.Refused(String message) ->
                  Response.error(HttpResponseStatus.CONFLICT, message);
            })
        .exceptionally(failure ->
            Response.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the proxy failed to do it"));
  }

  private Response report() {
    return new Response(HttpResponseStatus.OK, ReplyJson.write(proxy.status()));
  }

  private static Response drained(String attempt) {
    return new Response(
        HttpResponseStatus.OK, ReplyJson.write(new SwitchoverPrepared(attempt, true)));
  }

  private static CompletionStage<Response> error(HttpResponseStatus status, String sentence) {
    return CompletableFuture.completedFuture(Response.error(status, sentence));
  }
}
