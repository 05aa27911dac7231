package io.redisfailover.failover.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Number and server of an epoch, as stored inside the data of a server (in a function library,
 * which replicates, survives FLUSHALL, RDB and AOF restarts and uses no key). So the data
 * themselves say which epoch they belong to, with every other party gone.
 *
 * @param number the epoch's number, at least 1
 * @param server the server that was active in that epoch
 */
public record Marker(long number, Server server) {
  /**
   * The highest number that is taken from anybody. Beyond it are a million moves whose markers can
   * be read all the same: {@link #parse} takes every number of {@value #DIGITS} digits.
   */
  public static final long HIGHEST = 999_999_999_999_999_999L - 3_000_000;

  private static final int DIGITS = 18;

  /** Checks that the number is positive and one that the server can own. */
  public Marker {
    if (number < 1 || !server.owns(number)) {
      throw new IllegalArgumentException(
          "epoch "
              + number
              + " cannot belong to "
              + server
              + ": epochs of Master are odd, those of Backup even");
    }
  }

  /**
   * Reads what the marker function returned.
   *
   * @param text for instance {@code 7 master}
   * @return the marker, or nothing when the text is not one that this protocol wrote
   */
  public static Optional<Marker> parse(String text) {
    int blank = text.indexOf(' ');
    if (blank < 1 || blank > DIGITS || !isNumber(text.substring(0, blank))) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, blank));
    return Arrays.stream(Server.values())
        .filter(server -> server.markerWord().equals(text.substring(blank + 1)))
        .filter(server -> server.owns(number))
        .findFirst()
        .map(server -> new Marker(number, server));
  }

  private static boolean isNumber(String text) {
    return text.charAt(0) != '0' && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /** {@return the text that the marker function returns, for instance {@code 7 master}} */
  public String text() {
    return number + " " + server.markerWord();
  }

  /** {@return the marker that a promotion of the other server carries: three further} */
  public Marker next() {
    return new Marker(number + 3, server.other());
  }

  /** {@return the marker whose {@link #next} this is, if it is the next one of any} */
  public Optional<Marker> previous() {
    return number > 3 ? Optional.of(new Marker(number - 3, server.other())) : Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
