package io.redisfailover.proxy.http;

import java.util.Optional;

/**
 * What is known of a request before its body has arrived.
 *
 * @param method the method, in capitals
 * @param target path and query
 * @param authorization the header of that name; a secret, so it is not shown
 * @param source where it comes from
 */
public record RequestHead(
    String method, String target, Optional<String> authorization, RequestSource source) {
  /** A request that says nothing of where it comes from. */
  public RequestHead(String method, String target, Optional<String> authorization) {
    this(method, target, authorization, RequestSource.UNKNOWN);
  }

  /** {@return the method only: a target may carry a secret too} */
  @Override
  public String toString() {
    return "RequestHead of " + method;
  }
}
