package io.redisfailover.failover.model;

import java.util.Optional;

/**
 * The markers in a server's data: one of the epoch, under the name of its server, and the next one.
 * A promotion deletes the marker of the old epoch, in the same packet, so that the next one counts:
 * deleting works on a server that is out of memory, writing does not. Because the two servers'
 * markers have names of their own, a promotion that arrives twice deletes nothing that was written
 * since.
 *
 * @param master the epoch's marker as an epoch of Master stores it
 * @param backup the epoch's marker as an epoch of Backup stores it
 * @param next the marker that a promotion of the other server will carry
 */
public record Markers(Optional<Marker> master, Optional<Marker> backup, Optional<Marker> next) {
  /** Data without any marker: unknown, which is not the same as old. */
  public static final Markers NONE =
      new Markers(Optional.empty(), Optional.empty(), Optional.empty());

  /** {@return the markers of an epoch, complete} */
  public static Markers of(Marker epoch) {
    return NONE.written(epoch);
  }

  /** {@return the epoch's marker: the newer one, should both be there} */
  public Optional<Marker> epoch() {
    if (master.isPresent() && backup.isPresent()) {
      return master.get().number() > backup.get().number() ? master : backup;
    }
    return master.isPresent() ? master : backup;
  }

  /** {@return the marker that counts: the epoch's, or where that is missing the next one} */
  public Optional<Marker> effective() {
    Optional<Marker> epoch = epoch();
    return epoch.isPresent() ? epoch : next;
  }

  /** {@return whether exactly one epoch's marker is there, and the next one fits it} */
  public boolean complete() {
    return master.isPresent() != backup.isPresent() && next.equals(epoch().map(Marker::next));
  }

  /**
   * {@return the markers after a promotion}
   *
   * @param from the server whose epoch ends
   * @param keepNext whether the next marker is the right one; else the data become unmarked
   */
  public Markers promoted(Server from, boolean keepNext) {
    return new Markers(
        from == Server.MASTER ? Optional.empty() : master,
        from == Server.BACKUP ? Optional.empty() : backup,
        keepNext ? next : Optional.empty());
  }

  /** {@return the markers after those of {@code epoch} were written} */
  public Markers written(Marker epoch) {
    Optional<Marker> written = Optional.of(epoch);
    return epoch.server() == Server.MASTER
        ? new Markers(written, Optional.empty(), Optional.of(epoch.next()))
        : new Markers(Optional.empty(), written, Optional.of(epoch.next()));
  }
}
