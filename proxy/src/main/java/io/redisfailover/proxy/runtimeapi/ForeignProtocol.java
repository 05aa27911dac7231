package io.redisfailover.proxy.runtimeapi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what is no command of the runtime API but another protocol. A page in a browser can have
 * the browser send a request to any port that it reaches, with commands in the request's body or in
 * its headers; on a loopback port that is the browser of whoever uses the machine. Pure.
 */
final class ForeignProtocol {
  /**
   * The methods of HTTP, and what any other method is followed by. No command is in capitals, and a
   * semicolon in the path may have cut the line in two.
   */
  private static final Pattern HTTP =
      Pattern.compile(
          "(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PRI) .*|.* HTTP/[0-9.]+ *",
          Pattern.DOTALL);

  /** A handshake of TLS carries names and tickets that whoever made the page may have chosen. */
  private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  private ForeignProtocol() {}

  /** {@return what a command is instead of one, in a few words; absent when it may be one} */
  static Optional<String> of(String command) {
    if (HTTP.matcher(command).matches()) {
      return Optional.of("an HTTP request");
    }
    return BINARY.matcher(command).find()
        ? Optional.of("bytes that are no text")
        : Optional.empty();
  }
}
