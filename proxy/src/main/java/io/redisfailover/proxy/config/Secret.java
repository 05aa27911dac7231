package io.redisfailover.proxy.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** A password or token that never shows itself in a log, an error or a debugger. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a secret.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return new Secret(value);
  }

  /**
   * Wraps each line of a text that is not blank.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static List<Secret> lines(String text) {
    List<Secret> lines =
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).map(Secret::of).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return lines;
  }

  /** {@return the secret as text, for the wire only} */
  public String reveal() {
    return value;
  }

  /**
   * {@return whether {@code candidate} is this secret} The time that it takes does not depend on
   * where they differ.
   */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
