package io.redisfailover.failover.view;

import java.util.Locale;

/**
 * One of the two servers. The names never change; which of them is active does.
 *
 * <p>Line numbers tell the two apart: Master's are odd, Backup's even, so no two nodes can ever
 * carry the same number.
 */
public enum Node {
  /** The preferred server of the two unless configured otherwise. */
  MASTER("Master"),
  /** The server that is promoted when the other one fails. */
  BACKUP("Backup");

  private final String displayName;

  Node(String displayName) {
    this.displayName = displayName;
  }

  /** {@return the other server} */
  public Node other() {
    return this == MASTER ? BACKUP : MASTER;
  }

  /** {@return the name that people read: {@code Master} or {@code Backup}} */
  public String displayName() {
    return displayName;
  }

  /**
   * {@return the word that stands in the marker inside the data: {@code master} or {@code backup}}
   */
  public String markerWord() {
    return displayName.toLowerCase(Locale.ROOT);
  }

  /** {@return whether a line of this number can only belong to this node} */
  public boolean owns(long lineNumber) {
    return (lineNumber % 2 == 1) == (this == MASTER);
  }

  @Override
  public String toString() {
    return displayName;
  }
}
