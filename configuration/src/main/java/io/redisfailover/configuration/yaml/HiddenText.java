package io.redisfailover.configuration.yaml;

/**
 * A text of the file that is never shown.
 *
 * @param text the text itself
 */
public record HiddenText(String text) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
