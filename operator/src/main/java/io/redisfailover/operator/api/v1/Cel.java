package io.redisfailover.operator.api.v1;

/** Rules in the Common Expression Language, and their messages, that several fields share. */
final class Cel {
  /** Maximum length of a duration or a size; the API server estimates the cost of rules with it. */
  static final int SHORT = 32;

  /** A duration in the notation of Go and Kubernetes. */
  static final String DURATION = "self.matches('^([0-9]{1,9}([.][0-9]{1,3})?(ms|s|m|h)){1,4}$')";

  static final String DURATION_SENTENCE = "must be a duration such as 1500ms, 2s, 5m or 1h30m";

  /** Prefix of a comparison, which would fail on a text that is not a duration. */
  static final String DURATION_IF = "!" + DURATION + " || duration(self) ";

  /** The time between two checks. */
  static final String CHECK_INTERVAL =
      DURATION_IF + ">= duration('10ms') && (" + DURATION_IF + "<= duration('1h'))";

  static final String CHECK_INTERVAL_SENTENCE = "must be 10ms to 1h";

  /** A text that a check shows. */
  static final String SHOWN = "self.matches('^[^%\\\\p{Cntrl}]+$')";

  static final String SHOWN_SENTENCE = "must be printable, without a percent sign";

  /** Prefix of a comparison of a size. */
  static final String SIZE_IF = "!isQuantity(self) || quantity(self)";

  /** A name of another object. */
  static final String NAME = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

  static final String SECRET_SENTENCE =
      "must be the name of a Secret in the same namespace: lower-case letters,"
          + " digits, '-' and '.'";

  /** A key of a Secret. */
  static final String SECRET_KEY = "self.matches('^[-._a-zA-Z0-9]+$')";

  static final String SECRET_KEY_SENTENCE =
      "must be a key of a Secret: letters, digits, '-', '_' and '.'";

  private Cel() {}
}
