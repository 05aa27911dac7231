package io.redisfailover.standalone.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The status for people: one fact on each line, what is wrong at the end. */
final class StatusText {
  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  /**
   * Writes it.
   *
   * @param status what {@code GET /v1/controller} answered
   * @return lines without a line end behind the last one
   */
  static String of(JsonNode status) {
    return new StatusText().write(status);
  }

  private String write(JsonNode status) {
    row("phase", status.path("phase").asText());
    row("active", status.path("active").asText("none"));
    JsonNode line = status.path("line");
    row(
        "line",
        line.isObject()
            ? line.path("number").asText() + " (" + line.path("node").asText() + ")"
            : "none");
    row("in sync", status.path("inSync").asBoolean() ? "yes" : "no");
    for (JsonNode node : status.path("nodes")) {
      row(
          node.path("name").asText(),
          node.path("address").asText() + ", " + node.path("seen").asText());
    }
    row("why", status.path("sentence").asText());
    for (JsonNode problem : status.path("problems")) {
      row("problem", problem.asText());
    }
    if (status.path("question").isTextual()) {
      row("answer", "with --promote Master or --promote Backup");
    }
    return text.toString().stripTrailing();
  }

  private void row(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s%s%n", name, value));
  }
}
