package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import java.time.Duration;

/**
 * What a connection remembers from one command to the next.
 *
 * @param level what it may do
 * @param prompt whether it stays open after its commands, and shows {@code >} for the next one
 * @param timeout how long it may be silent
 */
record CliState(RuntimeLevel level, boolean prompt, Duration timeout) {
  CliState withLevel(RuntimeLevel other) {
    return new CliState(other, prompt, timeout);
  }

  CliState withPrompt(boolean shown) {
    return new CliState(level, shown, timeout);
  }

  CliState withTimeout(Duration other) {
    return new CliState(level, prompt, other);
  }
}
