package io.redisfailover.failover.model;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The markers in a server's data: one of the epoch, under the name of its server, and the next one.
 * A promotion deletes the marker of the old epoch, in the same packet, so that the next one counts:
 * deleting works on a server that is out of memory, writing does not. Because the two servers'
 * markers have names of their own, a promotion that arrives twice deletes nothing that was written
 * since.
 *
 * <p>Anyone who may write functions can delete a marker too. So the next one names the history that
 * it follows on: it counts in data whose history has gone on from there, and in no other.
 *
 * @param master the epoch's marker as an epoch of Master stores it
 * @param backup the epoch's marker as an epoch of Backup stores it
 * @param next the marker that a promotion of the other server will carry
 * @param flaws what is wrong with what was found under the markers' names
 */
public record Markers(
    Optional<Marker> master, Optional<Marker> backup, Optional<Next> next, Set<Flaw> flaws) {
  /**
   * The marker that a promotion will carry.
   *
   * @param marker the marker
   * @param history the replication id of the epoch that the promotion will end
   */
  public record Next(Marker marker, String history) {}

  /** Data without any marker: unknown, which is not the same as old. */
  public static final Markers NONE =
      new Markers(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  /** What can be wrong with what is found under the markers' names. */
  public enum Flaw {
    /** Something that this pair did not sign. It counts as absent, and is replaced. */
    UNSIGNED,
    /** A marker that was signed by a former key of this pair. It counts. */
    FORMER_KEY,
    /**
     * A marker that was signed by an unknown key. No marker of this server counts, and none is
     * written: two installations would replace each other's for ever.
     */
    FOREIGN,
    /** More than is read. It counts as absent, and is replaced. */
    OVERSIZED,
    /** It was not asked for. What it is is unknown. */
    UNREAD
  }

  /** Copies the set. */
  public Markers {
    flaws = Set.copyOf(flaws);
  }

  /** {@return no marker, because of a flaw} */
  public static Markers flawed(Flaw flaw) {
    return new Markers(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(flaw));
  }

  /**
   * {@return the markers of an epoch, complete}
   *
   * @param epoch the marker of the epoch
   * @param history the replication id of the epoch
   */
  public static Markers of(Marker epoch, String history) {
    return NONE.written(epoch, history);
  }

  /** {@return the markers of an epoch, complete} */
  public static Markers of(Epoch epoch) {
    return of(epoch.marker(), epoch.replicationId());
  }

  /** {@return the epoch's marker: the newer one, should both be there} */
  public Optional<Marker> epoch() {
    return newer(master, backup);
  }

  /**
   * {@return the marker that counts in data of a history}
   *
   * <p>The next marker proves that the data is not older than the epoch in which it was written. It
   * counts itself only where the epoch's is missing and the history has gone on from the one that
   * it follows on: a promotion does both. Where that cannot be seen, the marker may have been
   * deleted by anyone.
   *
   * @param former the id that the history had before the last promotion, if any
   */
  public Optional<Marker> effective(Optional<String> former) {
    Optional<Marker> epoch = epoch();
    if (next.isEmpty()) {
      return epoch;
    }
    boolean promoted = epoch.isEmpty() && former.equals(next.map(Next::history));
    return promoted ? next.map(Next::marker) : newer(epoch, next.get().marker().previous());
  }

  private static Optional<Marker> newer(Optional<Marker> one, Optional<Marker> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.get().number() >= other.get().number() ? one : other;
  }

  /** {@return whether {@code flaw} was found} */
  public boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  /**
   * {@return whether these are the markers of an epoch, complete and by a key of this pair}
   *
   * @param epoch the epoch
   */
  public boolean areOf(Epoch epoch) {
    Markers wanted = of(epoch);
    return equals(wanted) || without(Flaw.FORMER_KEY).equals(wanted);
  }

  private Markers without(Flaw flaw) {
    return new Markers(
        master,
        backup,
        next,
        flaws.stream().filter(other -> other != flaw).collect(Collectors.toSet()));
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
        keepNext ? next : Optional.empty(),
        flaws);
  }

  /**
   * {@return the markers after those of an epoch were written}
   *
   * @param epoch the marker of the epoch
   * @param history the replication id that the data had right before
   */
  public Markers written(Marker epoch, String history) {
    Optional<Marker> written = Optional.of(epoch);
    Optional<Next> promised = Optional.of(new Next(epoch.next(), history));
    return epoch.server() == Server.MASTER
        ? new Markers(written, Optional.empty(), promised, Set.of())
        : new Markers(Optional.empty(), written, promised, Set.of());
  }
}
