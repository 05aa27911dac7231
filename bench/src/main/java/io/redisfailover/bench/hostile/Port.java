package io.redisfailover.bench.hostile;

import io.redisfailover.testbed.installation.StandaloneProcess;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A port of a proxy, and what its clients say there. */
enum Port {
  /** Of the clients; it passes bytes on to Redis. */
  CLIENTS(echo(10), "GET " + Port.LARGE_KEY + "\r\n"),
  /** Of the statistics page. */
  STATISTICS("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
  /** Of the control API, without its token. */
  CONTROL(put(10), put(1000));

  /** A key that somebody has set to a large value. */
  static final String LARGE_KEY = "hostile";

  private final String request;
  private final String large;

  Port(String request, String large) {
    this.request = request;
    this.large = large;
  }

  private static String echo(int bytes) {
    return "*2\r\n$4\r\nECHO\r\n$%d\r\n%s\r\n".formatted(bytes, "x".repeat(bytes));
  }

  private static String put(int bytes) {
    return "PUT /v1/epoch HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(bytes, "x".repeat(bytes));
  }

  /** {@return where it is on a proxy} */
  InetSocketAddress of(StandaloneProcess proxy) {
    return switch (this) {
      case CLIENTS -> proxy.clients();
      case STATISTICS -> proxy.statistics();
      case CONTROL -> proxy.control();
    };
  }

  /** {@return a whole request, which is answered} */
  byte[] request() {
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** {@return a whole request, of which or of whose reply the bytes are many} */
  byte[] largeRequest() {
    return large.getBytes(StandardCharsets.US_ASCII);
  }

  /** {@return what is a request at another port, and none here} */
  byte[] foreignRequest() {
    return (this == CLIENTS ? STATISTICS : CLIENTS).request();
  }
}
