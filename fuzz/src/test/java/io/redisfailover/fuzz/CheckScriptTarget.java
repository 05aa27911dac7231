package io.redisfailover.fuzz;

import io.redisfailover.proxy.check.CheckScript;
import java.nio.charset.StandardCharsets;

/** A check script in HAProxy's language: it is parsed, or refused with a sentence. */
final class CheckScriptTarget {
  private CheckScriptTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      var unused =
          CheckScript.parse(new String(input, StandardCharsets.UTF_8).lines().limit(50).toList());
    } catch (IllegalArgumentException refused) {
      if (String.valueOf(refused.getMessage()).isBlank()) {
        throw new IllegalStateException("refused without a sentence", refused);
      }
    }
  }
}
