package io.redisfailover.operator.api.v1;

/** Rules and sentences that several fields share, in the Common Expression Language. */
final class Cel {
  /** Longest text of a duration or a size; the rules' cost is estimated with it. */
  static final int SHORT = 32;

  /** A duration as Go and Kubernetes write it. */
  static final String DURATION = "self.matches('^([0-9]{1,9}([.][0-9]{1,3})?(ms|s|m|h)){1,4}$')";

  static final String DURATION_SENTENCE = "Write a duration such as 1500ms, 2s, 5m or 1h30m.";

  /** Put in front of a comparison, which must not be tried on what is no duration at all. */
  static final String DURATION_IF = "!" + DURATION + " || duration(self) ";

  /** A size as Kubernetes writes it. */
  static final String SIZE_IF = "!isQuantity(self) || quantity(self)";

  /** What a name of another object must look like. */
  static final String NAME = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

  static final String SECRET_SENTENCE =
      "Write the name of a Secret in the same namespace: lower-case letters, digits, '-' and '.'.";

  private Cel() {}
}
