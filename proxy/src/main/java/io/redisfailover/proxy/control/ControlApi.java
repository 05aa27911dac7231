package io.redisfailover.proxy.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.control.ApiMessages.BadRequest;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.routing.SwitchControl;
import io.redisfailover.proxy.stats.FailoverJson;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What each request of the control API does. Any thread; the caller is authenticated already. */
final class ControlApi {
  private final String name;
  private final Router router;
  private final Relay relay;
  private final FurtherRoutes further;

  /**
   * The API of one proxy.
   *
   * @param name the proxy's name
   * @param router its route
   * @param relay its byte path
   * @param further asked for every path that is not the proxy's own
   */
  ControlApi(String name, Router router, Relay relay, FurtherRoutes further) {
    this.name = name;
    this.router = router;
    this.relay = relay;
    this.further = further;
  }

  /** A response: a status and a JSON body. */
  record Response(HttpResponseStatus status, JsonNode body) {
    static Response error(HttpResponseStatus status, String sentence) {
      return new Response(status, ApiMessages.object().put("error", sentence));
    }
  }

  /** Answers a request; the stage never fails. */
  CompletionStage<Response> answer(HttpMethod method, String path, byte[] body) {
    try {
      return switch (path) {
        case "/v1/status" -> only(HttpMethod.GET, method).orElseGet(() -> done(status()));
        case "/v1/line" -> {
          Optional<CompletionStage<Response>> wrong = only(HttpMethod.PUT, method);
          yield wrong.isPresent() ? wrong.get() : push(body);
        }
        case "/v1/switch/prepare" -> {
          Optional<CompletionStage<Response>> wrong = only(HttpMethod.POST, method);
          yield wrong.isPresent() ? wrong.get() : prepare(body);
        }
        case "/v1/switch/release" -> {
          Optional<CompletionStage<Response>> wrong = only(HttpMethod.POST, method);
          yield wrong.isPresent() ? wrong.get() : release(body);
        }
        case "/v1/switch/commit" -> {
          Optional<CompletionStage<Response>> wrong = only(HttpMethod.POST, method);
          yield wrong.isPresent() ? wrong.get() : commit(body);
        }
        default -> further(method, path, body);
      };
    } catch (BadRequest bad) {
      return done(Response.error(HttpResponseStatus.BAD_REQUEST, String.valueOf(bad.getMessage())));
    }
  }

  private CompletionStage<Response> further(HttpMethod method, String path, byte[] body) {
    return further
        .answer(method.name(), path, body)
        .map(stage ->
            stage
                .thenApply(
                    reply -> new Response(HttpResponseStatus.valueOf(reply.status()), reply.body()))
                .exceptionally(failure ->
                    Response.error(
                        HttpResponseStatus.INTERNAL_SERVER_ERROR, "the process failed to do it")))
        .orElseGet(() -> done(Response.error(HttpResponseStatus.NOT_FOUND, "there is no " + path)));
  }

  private CompletionStage<Response> push(byte[] body) throws BadRequest {
    ApiMessages.Push push = ApiMessages.push(body);
    return answer(
        router.control().push(push.sequence(), push.line(), push.endpoints()), this::status);
  }

  private CompletionStage<Response> prepare(byte[] body) throws BadRequest {
    ApiMessages.Prepare prepare = ApiMessages.prepare(body);
    return answer(
        router.control().prepare(prepare.attempt(), prepare.cause(), prepare.deadline()),
        () -> {
          ObjectNode drained = ApiMessages.object();
          drained.put("attempt", prepare.attempt()).put("drained", true);
          return new Response(HttpResponseStatus.OK, drained);
        });
  }

  private CompletionStage<Response> release(byte[] body) throws BadRequest {
    ApiMessages.End end = ApiMessages.end(body);
    return answer(router.control().release(end.attempt(), end.line()), this::status);
  }

  private CompletionStage<Response> commit(byte[] body) throws BadRequest {
    ApiMessages.End end = ApiMessages.end(body);
    Optional<Line> line = end.line();
    if (line.isEmpty()) {
      throw new BadRequest("line is null: a switch that was done began one");
    }
    return answer(router.control().commit(end.attempt(), line.get()), this::status);
  }

  private static CompletionStage<Response> answer(
      CompletionStage<SwitchControl.Outcome> outcome, Supplier<Response> accepted) {
    return outcome
        .thenApply(result ->
            switch (result) {
              case SwitchControl.Accepted ok -> accepted.get();
              case SwitchControl.Refused(String why) ->
                  Response.error(HttpResponseStatus.CONFLICT, why);
            })
        .exceptionally(failure ->
            Response.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the proxy failed to do it"));
  }

  private Response status() {
    RouteStatus now = router.status();
    ObjectNode body = ApiMessages.object();
    body.put("version", ApiMessages.VERSION).put("name", name);
    body.set("line", ApiMessages.line(now.line()));
    body.put("routing", now.routing().map(Node::displayName).orElse(null));
    body.put("ready", now.ready()).put("why", now.why()).put("sequence", now.sequence());
    body.put("attempt", now.attempt().orElse(null));
    body.put("held", relay.held()).put("sessions", relay.sessions());
    now.failovers().stream()
        .findFirst()
        .ifPresent(newest -> FailoverJson.write(body.putObject("lastFailover"), newest));
    return new Response(HttpResponseStatus.OK, body);
  }

  private static Optional<CompletionStage<Response>> only(HttpMethod wanted, HttpMethod method) {
    return wanted.equals(method)
        ? Optional.empty()
        : Optional.of(
            done(
                Response.error(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + wanted + " for this")));
  }

  private static CompletionStage<Response> done(Response response) {
    return CompletableFuture.completedFuture(response);
  }
}
