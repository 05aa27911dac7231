package io.redisfailover.standalone.operations;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.failover.view.Node;
import java.util.Locale;

/** The status for people: one fact on each line, what is wrong at the end. */
final class StatusText {
  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  /** {@return what a controller says of itself, as lines without a line end behind the last one} */
  static String of(ControllerReport report) {
    return new StatusText().write(report);
  }

  private String write(ControllerReport report) {
    row("phase", report.phase());
    row("active", report.active().map(Node::displayName).orElse("none"));
    row(
        "line",
        report.epoch().map(line -> line.number() + " (" + line.node() + ")").orElse("none"));
    row("in sync", report.inSync() ? "yes" : "no");
    for (ControllerReport.Server server : report.servers()) {
      row(server.name().displayName(), server.address() + ", " + server.state());
    }
    row("why", report.message());
    for (String problem : report.problems()) {
      row("problem", problem);
    }
    if (report.decisionRequired().isPresent()) {
      row("answer", "with --promote Master or --promote Backup");
    }
    return text.toString().stripTrailing();
  }

  private void row(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s%s%n", name, value));
  }
}
