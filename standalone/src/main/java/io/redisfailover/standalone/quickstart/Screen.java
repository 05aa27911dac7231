package io.redisfailover.standalone.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the user reads. One line for each thing that happened. */
final class Screen {
  private final PrintStream out;

  Screen(PrintStream out) {
    this.out = out;
  }

  /** A step begins. */
  void step(int number, String sentence) {
    out.printf(Locale.ROOT, "%n%d  %s%n", number, sentence);
  }

  /** A fact about the step. */
  void fact(String sentence) {
    out.println("   " + sentence);
  }

  /** A line that belongs to no step. */
  void line(String sentence) {
    out.println(sentence);
  }

  /** {@return a pause in words} */
  static String words(Writers.Pause pause) {
    return "%d ms (median of the clients; the longest %d ms)"
        .formatted(pause.median().toMillis(), pause.longest().toMillis());
  }

  /** {@return a time in seconds with one digit} */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
