package io.redisfailover.failover.view;

import java.util.Optional;

/**
 * The markers in a server's data: one of the line, under the name of its node, and the next one. A
 * promotion deletes the marker of the old line, in the same packet, so that the next one counts:
 * deleting works on a server that is out of memory, writing does not. Because the two nodes'
 * markers have names of their own, a promotion that arrives twice deletes nothing that was written
 * since.
 *
 * @param master the line's marker as a line of Master stores it
 * @param backup the line's marker as a line of Backup stores it
 * @param next the marker that a promotion of the other node will carry
 */
public record Markers(Optional<Marker> master, Optional<Marker> backup, Optional<Marker> next) {
  /** Data without any marker: unknown, which is not the same as old. */
  public static final Markers NONE =
      new Markers(Optional.empty(), Optional.empty(), Optional.empty());

  /** {@return the markers of a line, complete} */
  public static Markers of(Marker line) {
    return NONE.written(line);
  }

  /** {@return the line's marker: the newer one, should both be there} */
  public Optional<Marker> line() {
    if (master.isPresent() && backup.isPresent()) {
      return master.get().number() > backup.get().number() ? master : backup;
    }
    return master.isPresent() ? master : backup;
  }

  /** {@return the marker that counts: the line's, or where that is missing the next one} */
  public Optional<Marker> effective() {
    Optional<Marker> line = line();
    return line.isPresent() ? line : next;
  }

  /** {@return whether exactly one line's marker is there, and the next one fits it} */
  public boolean complete() {
    return master.isPresent() != backup.isPresent() && next.equals(line().map(Marker::next));
  }

  /**
   * {@return the markers after a promotion}
   *
   * @param from the node whose line ends
   * @param keepNext whether the next marker is the right one; else the data become unmarked
   */
  public Markers promoted(Node from, boolean keepNext) {
    return new Markers(
        from == Node.MASTER ? Optional.empty() : master,
        from == Node.BACKUP ? Optional.empty() : backup,
        keepNext ? next : Optional.empty());
  }

  /** {@return the markers after those of {@code line} were written} */
  public Markers written(Marker line) {
    Optional<Marker> written = Optional.of(line);
    return line.node() == Node.MASTER
        ? new Markers(written, Optional.empty(), Optional.of(line.next()))
        : new Markers(Optional.empty(), written, Optional.of(line.next()));
  }
}
