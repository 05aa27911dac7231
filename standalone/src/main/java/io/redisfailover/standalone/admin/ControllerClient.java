package io.redisfailover.standalone.admin;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controlclient.ControlCalls;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Asks the leading process over its control API. For one thread. */
final class ControllerClient implements AutoCloseable {
  private final ControlAccess control;
  private final ControlCalls calls = new ControlCalls(ControlLimits.CONTROLLER_STATUS);

  /**
   * A client.
   *
   * @param control how the process is asked
   */
  ControllerClient(ControlAccess control) {
    this.control = control;
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

  /** {@return how it stands, on one line: a newer process may say more than is known here} */
  String statusJson() throws NotDoneException {
    try {
      return ReplyJson.oneLine(statusReply());
    } catch (BadMessageException garbled) {
      throw notUnderstood(garbled);
    }
  }

  private String statusReply() throws NotDoneException {
    return send(
        request(Route.CONTROLLER, ""),
        ControlLimits.CONTROLLER_STATUS,
        "try again, or check whether that process hangs.");
  }

  /** {@return how it stands} */
  ControllerReport status() throws NotDoneException {
    try {
      return ReplyJson.controllerReport(statusReply());
    } catch (BadMessageException garbled) {
      throw notUnderstood(garbled);
    }
  }

  /** Sends a request and waits for its outcome. {@return the result, in one sentence} */
  String ask(ControllerRequest wanted) throws NotDoneException {
    return outcome(
        request(Route.of(wanted), RequestJson.write(wanted)),
        "the request may still be carried out: check with --status.");
  }

  /** Has the process read its file anew. {@return what it applied, in one sentence} */
  String reload() throws NotDoneException {
    return outcome(
        request(Route.RELOAD, ""), "the file may still be applied: see the log of that process.");
  }

  private String outcome(HttpRequest request, String late) throws NotDoneException {
    String answer = send(request, ControlLimits.ADMIN_REQUEST, late);
    try {
      return Sentence.of(ReplyJson.done(answer).sentence());
    } catch (BadMessageException garbled) {
      throw notUnderstood(garbled);
    }
  }

  private NotDoneException notUnderstood(BadMessageException garbled) {
    return new NotDoneException(
        "Cannot read the reply of the process at "
            + control
            + " ("
            + garbled.sentence()
            + "); "
            + control.foreign());
  }

  private HttpRequest request(Route route, String body) {
    return ControlCalls.request(control.endpoint().toString(), route, control.token(), body);
  }

  private String send(HttpRequest request, Duration limit, String late) throws NotDoneException {
    try {
      return body(calls.send(request, limit).get());
    } catch (ExecutionException failure) {
      throw new NotDoneException(
          switch (ControlCalls.Failure.of(failure)) {
            case LATE ->
                "No reply from " + control + " within " + limit.toSeconds() + " s; " + late;
            case TOO_LONG ->
                "Cannot read the reply of the process at "
                    + control
                    + " (it is too long); "
                    + control.foreign();
            case UNREACHABLE ->
                "Cannot reach the controller at " + control + "; " + control.unreachable();
          });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotDoneException("Interrupted; " + late);
    }
  }

  private String body(HttpResponse<String> response) throws NotDoneException {
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 401 ->
          throw new NotDoneException(
              "The process at " + control + " rejected the token of " + control.rejected());
      default ->
          throw new NotDoneException(
              ReplyJson.readError(response.body())
                  .map(Sentence::of)
                  .orElse(
                      "The process at "
                          + control
                          + " replied with HTTP status "
                          + response.statusCode()
                          + "; "
                          + control.foreign()));
    };
  }

  @Override
  public void close() {
    calls.close();
  }
}
