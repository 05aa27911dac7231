package io.redisfailover.standalone;

import java.util.Optional;

/** Which build this is. */
final class Version {
  private Version() {}

  /** {@return the version in the jar's manifest; {@code development} outside of a jar} */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
