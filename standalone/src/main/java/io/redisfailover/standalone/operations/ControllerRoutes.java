package io.redisfailover.standalone.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.control.FurtherRoutes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The controller's routes of the control API: {@value #STATUS}, {@value #SWITCHOVER} and {@value
 * #PROMOTE}. A process without a controller answers each of them with 404 and a sentence.
 * Thread-safe.
 */
public final class ControllerRoutes implements FurtherRoutes {
  /** GET: how it stands. */
  static final String STATUS = "/v1/controller";

  /** POST: a planned switch; answered when it has ended. */
  static final String SWITCHOVER = "/v1/controller/switchover";

  /** POST: the answer to the open question; answered when it was carried out. */
  static final String PROMOTE = "/v1/controller/promote";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final Endpoints endpoints;
  private final Optional<String> off;
  private volatile @Nullable Controller controller;

  /**
   * Routes of a process that does not lead yet.
   *
   * @param endpoints where the two servers are
   * @param off why it never will, in one sentence; absent when {@link #lead} will follow
   */
  public ControllerRoutes(Endpoints endpoints, Optional<String> off) {
    this.endpoints = endpoints;
    this.off = off;
  }

  /** From now on the controller answers. */
  public void lead(Controller leading) {
    controller = leading;
  }

  /** A request that is not as it has to be. */
  private static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String sentence) {
      super(sentence, null, false, false);
    }
  }

  @Override
  public Optional<CompletionStage<Reply>> answer(String method, String path, byte[] body) {
    return switch (path) {
      case STATUS ->
          Optional.of(
              route(
                  "GET", method, leading -> done(200, ControllerJson.status(leading, endpoints))));
      case SWITCHOVER ->
          Optional.of(route("POST", method, leading -> ask(body, leading::switchover)));
      case PROMOTE -> Optional.of(route("POST", method, leading -> ask(body, leading::promote)));
      default -> Optional.empty();
    };
  }

  private CompletionStage<Reply> route(
      String wanted, String method, Function<Controller, CompletionStage<Reply>> answer) {
    if (off.isPresent()) {
      return error(404, off.get());
    }
    if (!wanted.equals(method)) {
      return error(405, "use " + wanted + " for this");
    }
    Controller leading = controller;
    return leading == null ? error(503, "the process is just starting") : answer.apply(leading);
  }

  private static CompletionStage<Reply> ask(
      byte[] body, Function<Node, CompletionStage<RequestOutcome>> request) {
    try {
      return request.apply(node(body)).thenApply(ControllerRoutes::reply);
    } catch (BadRequest bad) {
      return error(400, String.valueOf(bad.getMessage()));
    }
  }

  private static Reply reply(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.Done(String sentence) -> new Reply(200, ControllerJson.done(sentence));
      case RequestOutcome.NotDone(String sentence) -> new Reply(409, sentence(sentence));
    };
  }

  /** Reads {@code {"version":1,"node":"Backup"}}; anything else in it is a mistake. */
  private static Node node(byte[] body) throws BadRequest {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      throw new BadRequest("the body is no JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new BadRequest("the body cannot be read");
    }
    if (root == null || !root.isObject() || root.size() != 2) {
      throw new BadRequest("the body must be an object with version and node");
    }
    if (root.path("version").asInt() != ControllerJson.VERSION) {
      throw new BadRequest("that version is not known, use " + ControllerJson.VERSION);
    }
    String word = root.path("node").asText();
    return Arrays.stream(Node.values())
        .filter(node -> node.displayName().equals(word))
        .findFirst()
        .orElseThrow(() -> new BadRequest("node is no server, use Master or Backup"));
  }

  private static CompletionStage<Reply> error(int status, String sentence) {
    return done(status, sentence(sentence));
  }

  private static JsonNode sentence(String sentence) {
    return JsonNodeFactory.instance.objectNode().put("error", sentence);
  }

  private static CompletionStage<Reply> done(int status, JsonNode body) {
    return CompletableFuture.completedFuture(new Reply(status, body));
  }
}
