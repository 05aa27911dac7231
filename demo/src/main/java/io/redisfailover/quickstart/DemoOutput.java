package io.redisfailover.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the demo: numbered steps, and the facts of each. */
final class DemoOutput {
  private final PrintStream out;

  DemoOutput(PrintStream out) {
    this.out = out;
  }

  /** Begins a step. */
  void step(int number, String sentence) {
    out.printf(Locale.ROOT, "%n%d  %s%n", number, sentence);
  }

  /** Prints a fact of the step. */
  void fact(String sentence) {
    out.println("   " + sentence);
  }

  /** Prints a line that belongs to no step. */
  void line(String sentence) {
    out.println(sentence);
  }

  /** {@return a pause in words} */
  static String words(DemoWriters.Pause pause) {
    return "%d ms (median of the clients; longest %d ms)"
        .formatted(pause.median().toMillis(), pause.longest().toMillis());
  }

  /** {@return a time in seconds with one digit} */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
