package io.redisfailover.configuration.haproxy;

/**
 * What came of one directive of the file.
 *
 * @param line from 1
 * @param directive its keywords, without values
 * @param kind whether it counts
 * @param meaning what it is here, or what is wrong and what to do; shows no value of the file
 */
public record CfgOutcome(int line, String directive, Kind kind, String meaning) {
  /** Whether a directive counts. */
  public enum Kind {
    /** It is a setting here. */
    TAKEN,
    /** It is accepted and means nothing here. */
    EXPLAINED,
    /** It is not known, and is left out as requested. */
    WARNING,
    /** The file cannot be used as long as it is there. */
    ERROR
  }

  /** {@return how it is printed, without the name of the file} */
  @Override
  public String toString() {
    return "line " + line + ": " + (directive.isEmpty() ? "" : directive + ": ") + meaning;
  }
}
