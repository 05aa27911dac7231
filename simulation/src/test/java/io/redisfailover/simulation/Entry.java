package io.redisfailover.simulation;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import java.util.BitSet;
import java.util.Optional;

/**
 * One command of a server's history. A data set is the chain that ends in its newest entry, so a
 * copy is a reference.
 */
final class Entry {
  final Entry previous;
  final Kind kind;
  final int offset;
  final int write;
  final String replicationId;
  final Markers markers;
  final int keys;

  /** What an entry is. */
  enum Kind {
    WRITE,
    PING,
    MARKER,
    BASE
  }

  private Entry(
      Entry previous, Kind kind, int offset, int write, String replicationId, Markers markers) {
    this.previous = previous;
    this.kind = kind;
    this.offset = offset;
    this.write = write;
    this.replicationId = replicationId;
    this.markers = markers;
    this.keys = (previous == null ? 0 : previous.keys) + (kind == Kind.WRITE ? 1 : 0);
  }

  /** The beginning of an empty data set. */
  static Entry empty(String replicationId) {
    return new Entry(null, Kind.BASE, 0, -1, replicationId, Markers.NONE);
  }

  /** The same data under another replication id, as a start gives them that knows no history. */
  Entry rebased(String newId, boolean keepsOffset) {
    return new Entry(this, Kind.BASE, keepsOffset ? offset : 0, -1, newId, markers);
  }

  /**
   * A write.
   *
   * @param counted by how much it moves the offset: by nothing where nobody counts, and on a
   *     writable replica, which takes it for itself
   */
  Entry write(int id, String currentId, int counted) {
    return new Entry(this, Kind.WRITE, offset + counted, id, currentId, markers);
  }

  Entry ping(String currentId) {
    return new Entry(this, Kind.PING, offset + 1, -1, currentId, markers);
  }

  Entry markers(Markers newMarkers, String currentId, int counted) {
    return new Entry(this, Kind.MARKER, offset + counted, -1, currentId, newMarkers);
  }

  long number() {
    return markers.effective(Optional.empty()).map(Marker::number).orElse(0L);
  }

  boolean isNothing() {
    return keys == 0 && markers.effective(Optional.empty()).isEmpty();
  }

  /** The entry at an offset of this history, or null when it is not in it. */
  Entry at(int wanted) {
    Entry entry = this;
    while (entry != null && entry.offset > wanted && entry.kind != Kind.BASE) {
      entry = entry.previous;
    }
    return entry != null && entry.offset == wanted ? entry : null;
  }

  /** The ids of all writes in this data set. */
  BitSet writes() {
    BitSet ids = new BitSet();
    for (Entry entry = this; entry != null; entry = entry.previous) {
      if (entry.kind == Kind.WRITE) {
        ids.set(entry.write);
      }
    }
    return ids;
  }
}
