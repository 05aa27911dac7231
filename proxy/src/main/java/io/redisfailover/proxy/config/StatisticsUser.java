package io.redisfailover.proxy.config;

/**
 * A user of the statistics.
 *
 * @param name the user name
 * @param role what this user may do
 */
public record StatisticsUser(String name, Role role) {
  /** What a user of the statistics may do. */
  public enum Role {
    /** Look. */
    VIEW("view"),
    /** Look, and have acts carried out. */
    OPERATE("operate");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /** {@return the word of the configuration} */
    @Override
    public String toString() {
      return word;
    }
  }

  /** {@return whether this user may have acts carried out} */
  public boolean operates() {
    return role == Role.OPERATE;
  }
}
