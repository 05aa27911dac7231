package io.redisfailover.standalone.operations;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.ServerChoice;
import io.redisfailover.controller.fleet.ControlCalls;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Asks the leading process over its control API. For one thread. */
final class ControllerClient implements AutoCloseable {
  private final Endpoint control;
  private final String token;
  private final ControlCalls calls = new ControlCalls(ControlLimits.CONTROLLER_STATUS);

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

  /** {@return how it stands, as it says it: a newer process may say more than is known here} */
  String statusJson() throws NotDoneException {
    Duration limit = ControlLimits.CONTROLLER_STATUS;
    return send(request(Route.CONTROLLER).GET().build(), limit);
  }

  /** {@return how it stands} */
  ControllerReport status() throws NotDoneException {
    String answer = statusJson();
    try {
      return ReplyJson.controllerReport(answer);
    } catch (BadMessageException garbled) {
      throw notUnderstood(garbled);
    }
  }

  /** Switches as planned and waits for the end. {@return what came out} */
  String switchover(Node to) throws NotDoneException {
    return post(Route.SWITCHOVER, to);
  }

  /** Answers the open question and waits until that is carried out. {@return what came out} */
  String promote(Node survivor) throws NotDoneException {
    return post(Route.DECISION, survivor);
  }

  private String post(Route route, Node server) throws NotDoneException {
    Duration limit = ControlLimits.PERSON_REQUEST;
    HttpRequest request =
        request(route)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(RequestJson.write(new ServerChoice(server))))
            .build();
    String answer = send(request, limit);
    try {
      return ReplyJson.done(answer).message();
    } catch (BadMessageException garbled) {
      throw notUnderstood(garbled);
    }
  }

  private NotDoneException notUnderstood(BadMessageException garbled) {
    return new NotDoneException(
        "The process at " + control + " is not understood: " + garbled.sentence() + ".");
  }

  private HttpRequest.Builder request(Route route) {
    return HttpRequest.newBuilder(URI.create("http://" + control + route.path()))
        .header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest request, Duration limit) throws NotDoneException {
    try {
      return body(calls.send(request, limit).get());
    } catch (ExecutionException failure) {
      throw new NotDoneException(
          switch (ControlCalls.Failure.of(failure)) {
            case LATE ->
                "No answer from "
                    + control
                    + " within "
                    + limit.toSeconds()
                    + " s. What was asked for may still happen: look with --status.";
            case TOO_LONG ->
                "The process at " + control + " is not understood: its answer is too long.";
            case UNREACHABLE ->
                "No process answers at "
                    + control
                    + ". Is the one with `controller: on` running, with this control.address and"
                    + " control.port?";
          });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotDoneException("Interrupted. What was asked for may still happen.");
    }
  }

  private String body(HttpResponse<String> response) throws NotDoneException {
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 401 ->
          throw new NotDoneException(
              "The process at "
                  + control
                  + " does not take the token of control.tokenFile. Does its own file hold"
                  + " the same one?");
      default ->
          throw new NotDoneException(
              ReplyJson.readError(response.body())
                  .orElse("The process at " + control + " answers " + response.statusCode() + "."));
    };
  }

  @Override
  public void close() {
    calls.close();
  }
}
