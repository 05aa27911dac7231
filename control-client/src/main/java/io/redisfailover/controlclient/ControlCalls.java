package io.redisfailover.controlclient;

import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of a control API. Whatever is answered, a call takes no longer and no more memory than it
 * may, and leaves no connection behind that waits for the rest of an answer. Thread-safe.
 */
public final class ControlCalls implements AutoCloseable {
  private final HttpClient client;

  /** What became of a call that has no answer. */
  public enum Failure {
    /** The answer, all of it, did not come in time. */
    LATE,
    /** The answer is longer than it may be. */
    TOO_LONG,
    /** There is no connection, or it broke, or what came is no HTTP. */
    UNREACHABLE;

    /** Says which of these an exception of a call is. */
    public static Failure of(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
          return LATE;
        }
        if (cause instanceof LimitedText.TooLongException) {
          return TOO_LONG;
        }
      }
      return UNREACHABLE;
    }
  }

  /**
   * Calls to be made.
   *
   * @param connect how long it may take until there is a connection
   */
  public ControlCalls(Duration connect) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            // The token goes to whoever is called and to nobody in between.
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /**
   * {@return a request of a control API}
   *
   * @param api its host and port, as in a URI
   * @param route what is asked for
   * @param token the token that it wants to see
   * @param body JSON; empty when the route needs none
   * @throws IllegalArgumentException when {@code api} is no host and port
   */
  public static HttpRequest request(String api, Route route, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + api + route.path()))
            .header("Authorization", "Bearer " + token);
    return body.isEmpty()
        ? request.method(route.method(), BodyPublishers.noBody()).build()
        : request
            .header("Content-Type", "application/json")
            .method(route.method(), BodyPublishers.ofString(body))
            .build();
  }

  /**
   * Makes a call.
   *
   * @param request what is asked
   * @param limit how long all of it may take, the body of the answer included
   * @return the answer, whatever its status; fails as {@link Failure} says
   */
  public CompletableFuture<HttpResponse<String>> send(HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<String>> call =
        client.sendAsync(request, head -> new LimitedText(ControlLimits.LARGEST_REPLY_BYTES));
    // A time-out of the call itself would end it for us only: nobody would close its connection.
    return call.copy()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((answer, failure) -> {
          if (failure != null) {
            call.cancel(true);
          }
        });
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
