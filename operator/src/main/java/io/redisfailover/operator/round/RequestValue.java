package io.redisfailover.operator.round;

import io.redisfailover.failover.model.Server;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an annotation with a request: a server, and perhaps a token of up to 64 printable
 * characters, by which the request is told from the next one.
 *
 * @param server the server
 * @param stays whether there is a token: the annotation stays, and is answered once
 */
record RequestValue(Server server, boolean stays) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z]+)( [!-~]{1,64})?");

  /** {@return what a text asks for; nothing when it is no request} */
  static Optional<RequestValue> of(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? server(parts.group(1)).map(server -> new RequestValue(server, parts.group(2) != null))
        : Optional.empty();
  }

  private static Optional<Server> server(String name) {
    return Arrays.stream(Server.values()).filter(it -> it.displayName().equals(name)).findFirst();
  }
}
