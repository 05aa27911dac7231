package io.redisfailover.configuration;

import java.util.Optional;

/** Which build this is. */
public final class Version {
  private Version() {}

  /** {@return the version in the jar's manifest; {@code development} outside of a jar} */
  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
