package io.redisfailover.proxy.http;

import java.util.concurrent.CompletionStage;

/**
 * What an {@link HttpServer} serves. Called on the event loop of each connection: must be safe for
 * threads and must not block. An exception is logged and answered with 500.
 */
public interface HttpService {
  /**
   * Decides by its head whether a request is answered. {@link #answer} is not called for one that
   * is refused.
   */
  Admission admission(RequestHead head);

  /**
   * Answers a request. The next request of the same connection waits for it.
   *
   * @param head the request, which was not refused
   * @param body its body, within the limit; empty when there is none
   * @return the reply, on any thread
   */
  CompletionStage<HttpReply> answer(RequestHead head, byte[] body);

  /**
   * {@return the answer to a request whose body is larger than the limit; it is not read}
   *
   * @param head the request, which was not refused by its head
   * @param message what is wrong, in one sentence
   */
  default HttpReply tooLarge(RequestHead head, String message) {
    return error(413, message);
  }

  /**
   * Words an error of the server itself as this service words its own.
   *
   * @param status the HTTP status
   * @param message what is wrong, in one sentence
   */
  HttpReply error(int status, String message);
}
