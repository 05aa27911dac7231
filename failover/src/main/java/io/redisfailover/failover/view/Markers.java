package io.redisfailover.failover.view;

import java.util.Optional;

/**
 * The two markers in a server's data. A promotion deletes the first one, in the same packet, so
 * that the second one counts: deleting works on a server that is out of memory, writing does not.
 *
 * @param line what {@code redisfailover_line} returned
 * @param next what {@code redisfailover_next} returned: the marker that a promotion of the other
 *     node will carry
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

  /**
   * What these markers say when a server holds them. A master whose line marker is missing and
   * whose next one names the other node was given two promotion packets, and the second one deleted
   * what had been written after the first: its marker is unknown, not higher.
   *
   * @param node the server that holds them
   * @param master whether it is a master
   * @return the markers that count
   */
  public Markers heldBy(Node node, boolean master) {
    return master && line.isEmpty() && next.filter(marker -> marker.node() != node).isPresent()
        ? NONE
        : this;
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
