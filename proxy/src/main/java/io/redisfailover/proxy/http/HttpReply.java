package io.redisfailover.proxy.http;

import java.util.HashMap;
import java.util.Map;

/**
 * The reply to a request. Immutable.
 *
 * @param status the HTTP status
 * @param contentType media type of the body
 * @param body the body; not sent for {@code HEAD}
 * @param headers further headers, their names in lower case
 */
public record HttpReply(int status, String contentType, String body, Map<String, String> headers) {
  /** Copies the headers. */
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** {@return the same reply with one more header} */
  public HttpReply with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, contentType, body, more);
  }
}
