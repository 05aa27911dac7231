package io.redisfailover.proxy.config;

/** What the commands of a connection of the runtime API may do; HAProxy's levels, lowest first. */
public enum RuntimeLevel {
  /** Look at what is not sensitive. */
  USER("user"),
  /** Look at everything, and clear maxima. */
  OPERATOR("operator"),
  /** Everything. */
  ADMIN("admin");

  private final String word;

  RuntimeLevel(String word) {
    this.word = word;
  }

  /** {@return whether this level may do what needs {@code needed}} */
  public boolean allows(RuntimeLevel needed) {
    return compareTo(needed) >= 0;
  }

  /** {@return HAProxy's word for it} */
  @Override
  public String toString() {
    return word;
  }
}
