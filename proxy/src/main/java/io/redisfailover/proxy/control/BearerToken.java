package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.proxy.config.Secret;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The token that callers of the control API show. Safe for threads.
 *
 * @param current yields the token; called for each request, so that a rotated token counts at once
 */
record BearerToken(Supplier<Secret> current) {
  private static final String SCHEME = "Bearer ";

  /** {@return the header {@code WWW-Authenticate} of a 401} */
  static String challenge() {
    return "Bearer";
  }

  /** {@return the signature of an answer, by which whoever asked knows that it is ours} */
  String sign(String body) {
    return TokenSignature.of(current.get().reveal(), body);
  }

  /**
   * {@return whether the header {@code Authorization} shows this token} The time that it takes does
   * not depend on how much of the token is right.
   */
  boolean admits(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .filter(header -> current.get().matches(header.substring(SCHEME.length())))
        .isPresent();
  }
}
