package io.redisfailover.failover.model;

import java.util.Locale;

/**
 * One of the two servers. The names never change; which of them is active does.
 *
 * <p>Epoch numbers tell the two apart: Master's are odd, Backup's even, so no two servers can ever
 * carry the same number.
 */
public enum Server {
  /** The preferred server of the two unless configured otherwise. */
  MASTER("Master"),
  /** The server that is promoted when the other one fails. */
  BACKUP("Backup");

  private final String displayName;

  Server(String displayName) {
    this.displayName = displayName;
  }

  /** {@return the other server} */
  public Server other() {
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

  /** {@return whether an epoch of this number can only belong to this server} */
  public boolean owns(long lineNumber) {
    return (lineNumber % 2 == 1) == (this == MASTER);
  }

  @Override
  public String toString() {
    return displayName;
  }
}
