package io.redisfailover.configuration.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address and a port.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9._]+)?)\\]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

  /** {@return what {@code host:port} or {@code [address]:port} says, if it is that} */
  public static Optional<HostPort> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String host = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
    return port >= 1 && port <= 65535 ? Optional.of(new HostPort(host, port)) : Optional.empty();
  }
}
