package io.redisfailover.proxy.stats;

import java.util.Map;

/**
 * An answer to a request for statistics.
 *
 * @param status the HTTP status
 * @param contentType what the body is
 * @param body the body
 * @param headers further headers
 */
record StatisticsReply(int status, String contentType, String body, Map<String, String> headers) {
  private static final String PLAIN = "text/plain; charset=utf-8";

  StatisticsReply {
    headers = Map.copyOf(headers);
  }

  static StatisticsReply ok(String contentType, String body, Map<String, String> headers) {
    return new StatisticsReply(200, contentType, body, headers);
  }

  /** {@return one sentence with a status} */
  static StatisticsReply sentence(int status, String sentence) {
    return sentence(status, sentence, Map.of());
  }

  static StatisticsReply sentence(int status, String sentence, Map<String, String> headers) {
    return new StatisticsReply(status, PLAIN, sentence + "\n", headers);
  }
}
