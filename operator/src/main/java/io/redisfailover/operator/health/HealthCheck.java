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

/** Asks an operator whether it is ready, for {@code helm test}: exit code 0 when it is. */
public final class HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private HealthCheck() {}

  /** Asks the address that is the only argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int status = status(URI.create(arguments[0]));
    System.out.println(arguments[0] + " answers " + status);
    System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
  }

  /** {@return the status that this address answers with, whatever comes behind it} */
  static int status(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      // Not read: it may have no end.
      answer.body().close();
      return answer.statusCode();
    }
  }
}
