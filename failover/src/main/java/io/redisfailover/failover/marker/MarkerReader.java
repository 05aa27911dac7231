package io.redisfailover.failover.marker;

import io.redisfailover.failover.model.Markers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the markers of one server, again and again. They seldom change and every probe asks for
 * them, so the same replies are read and verified only once. Equal to every other one with the same
 * keys. For any thread.
 */
public final class MarkerReader {
  /**
   * What was read last.
   *
   * @param replies from what
   * @param markers what
   */
  private record Reading(List<String> replies, Markers markers) {}

  private final MarkerKeys keys;
  private volatile @Nullable Reading last;

  /**
   * Has read nothing yet.
   *
   * @param keys the keys of the pair, which verify
   */
  public MarkerReader(MarkerKeys keys) {
    this.keys = keys;
  }

  /** {@return one with these keys: this one where they are its own} */
  public MarkerReader with(MarkerKeys wanted) {
    return wanted.equals(keys) ? this : new MarkerReader(wanted);
  }

  /** {@return the keys, which verify} */
  public MarkerKeys keys() {
    return keys;
  }

  /**
   * Reads what a server shows now.
   *
   * @param replies as {@link MarkerLibrary#read} takes them
   * @return its markers
   */
  public Markers read(List<String> replies) {
    Reading known = last;
    if (known == null || !known.replies().equals(replies)) {
      known = new Reading(List.copyOf(replies), MarkerLibrary.read(replies, keys));
      last = known;
    }
    return known.markers();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MarkerReader them && keys.equals(them.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  @Override
  public String toString() {
    return "MarkerReader[" + keys + "]";
  }
}
