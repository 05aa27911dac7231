package io.redisfailover.standalone.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks the leading process over its control API. For one thread. */
final class ControllerClient implements AutoCloseable {
  /** A switch waits 10 s for the standby and has 1.5 s; an answer is waited for 15 s. */
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  private static final Duration STATUS_LIMIT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint control;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(STATUS_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          // The token goes to the process and to nobody in between.
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /**
   * A client.
   *
   * @param control where the control API is
   * @param token what it must be shown; never part of a message
   */
  ControllerClient(Endpoint control, String token) {
    this.control = control;
    this.token = token;
  }

  /** It was not done; the message says why. */
  static final class NotDoneException extends Exception {
    private static final long serialVersionUID = 1L;

    NotDoneException(String sentence) {
      super(sentence);
    }

    /** {@return why} */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /** {@return how it stands} */
  JsonNode status() throws NotDoneException {
    return send(request(ControllerRoutes.STATUS, STATUS_LIMIT).GET().build(), STATUS_LIMIT);
  }

  /** Switches as planned and waits for the end. {@return what came out} */
  String switchover(Node to) throws NotDoneException {
    return post(ControllerRoutes.SWITCHOVER, to);
  }

  /** Answers the open question and waits until that is carried out. {@return what came out} */
  String promote(Node survivor) throws NotDoneException {
    return post(ControllerRoutes.PROMOTE, survivor);
  }

  private String post(String path, Node node) throws NotDoneException {
    HttpRequest request =
        request(path, REQUEST_LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(ControllerJson.request(node).toString()))
            .build();
    return send(request, REQUEST_LIMIT).path("sentence").asText();
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    return HttpRequest.newBuilder(URI.create("http://" + control + path))
        .timeout(limit)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request, Duration limit) throws NotDoneException {
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException late) {
      throw new NotDoneException(
          "No answer from "
              + control
              + " within "
              + limit.toSeconds()
              + " s. What was asked for may still happen: look with --status.");
    } catch (IOException unreachable) {
      throw new NotDoneException(
          "No process answers at "
              + control
              + ". Is the one with `controller: on` running, with this control.address and"
              + " control.port?");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotDoneException("Interrupted. What was asked for may still happen.");
    }
    return body(response);
  }

  private JsonNode body(HttpResponse<String> response) throws NotDoneException {
    JsonNode json = tree(response.body());
    return switch (response.statusCode()) {
      case 200 -> json;
      case 401 ->
          throw new NotDoneException(
              "The process at "
                  + control
                  + " does not take the token of control.tokenFile. Does its own file hold"
                  + " the same one?");
      default ->
          throw new NotDoneException(
              json.path("error")
                  .asText("The process at " + control + " answers " + response.statusCode() + "."));
    };
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
