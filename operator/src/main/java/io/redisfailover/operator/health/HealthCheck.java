package io.redisfailover.operator.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Checks an operator for {@code helm test}: exits with 0 if it is ready. */
public final class HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private HealthCheck() {}

  /** Requests the address that is the only argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int status = status(URI.create(arguments[0]));
    System.out.println(arguments[0] + " answers " + status);
    System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
  }

  /** {@return the HTTP status of an address; its body is not read} */
  static int status(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    try (HttpClient client =
        HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(LIMIT).build()) {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      // The body may have no end.
      answer.body().close();
      return answer.statusCode();
    }
  }
}
