package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.TokenSignature;
import io.redisfailover.proxy.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tokens of which callers of the control API show one. Safe for threads.
 *
 * @param current yields the tokens; called for each request, so that a rotated token counts at once
 */
record BearerToken(Supplier<List<Secret>> current) {
  private static final String SCHEME = "Bearer ";

  /** {@return the header {@code WWW-Authenticate} of a 401} */
  static String challenge() {
    return "Bearer";
  }

  /**
   * {@return the signature of an answer, by which whoever asked knows that it is ours} It is made
   * with the token that they showed: while tokens are rotated, they may know no other one.
   */
  String sign(String body, Optional<String> authorization) {
    List<Secret> all = current.get();
    Secret shown = shown(all, authorization).orElseGet(all::getFirst);
    return TokenSignature.of(shown.reveal(), body);
  }

  /**
   * {@return whether the header {@code Authorization} shows one of the tokens} The time that it
   * takes does not depend on how much of a token is right.
   */
  boolean admits(Optional<String> authorization) {
    return shown(current.get(), authorization).isPresent();
  }

  private static Optional<Secret> shown(List<Secret> all, Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()))
        .flatMap(candidate -> all.stream().filter(token -> token.matches(candidate)).findFirst());
  }
}
