package io.redisfailover.operator.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an operator whether it is ready, for {@code helm test}: exit code 0 when it is. */
public final class HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private HealthCheck() {}

  /** Asks the address that is the only argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0])).timeout(LIMIT).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      System.out.println(arguments[0] + " answers " + status);
      System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
  }
}
