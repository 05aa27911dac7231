package io.redisfailover.failover.view;

import java.util.Optional;

/**
 * The two markers in a server's data. A promotion deletes the first one, in the same packet, so that
 * the second one counts: deleting works on a server that is out of memory, writing does not.
 *
 * @param line what {@code redisfailover_line} returned
 * @param next what {@code redisfailover_next} returned: the marker that a promotion of the other node
 *     will carry
 */
public record Markers(Optional<Marker> line, Optional<Marker> next) {
  /** Data without any marker: unknown, which is not the same as old. */
  public static final Markers NONE = new Markers(Optional.empty(), Optional.empty());

  /** {@return both markers of a line} */
  public static Markers of(Marker line) {
    return new Markers(Optional.of(line), Optional.of(line.next()));
  }

  /** {@return the marker that counts} */
  public Optional<Marker> effective() {
    return line.or(() -> next);
  }

  /** {@return whether both are there and fit together} */
  public boolean complete() {
    return line.isPresent() && next.equals(line.map(Marker::next));
  }

  /** {@return the markers after a promotion's delete} */
  public Markers promoted() {
    return new Markers(Optional.empty(), next);
  }
}
