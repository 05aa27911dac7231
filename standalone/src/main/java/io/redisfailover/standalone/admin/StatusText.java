package io.redisfailover.standalone.admin;

import io.redisfailover.controlapi.ControllerReport;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Server;
import java.util.Locale;

/** The status for people: one fact on each line, what is wrong at the end. */
final class StatusText {
  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  /**
   * {@return what a controller says of itself, as lines, without a line end behind the last one}
   */
  static String of(ControllerReport report) {
    return new StatusText().write(report);
  }

  private String write(ControllerReport report) {
    row("phase", report.phase());
    row("active", report.active().map(Server::displayName).orElse("none"));
    row("epoch", report.epoch().map(epoch -> Long.toString(epoch.number())).orElse("none"));
    row("in sync", report.inSync() ? "yes" : "no");
    for (ControllerReport.ObservedServer server : report.servers()) {
      row(server.name().displayName(), server.address() + ", " + server.state());
    }
    row("message", Sentence.of(report.message()));
    for (String problem : report.problems()) {
      row("problem", Sentence.of(problem));
    }
    if (report.decisionRequired().isPresent()) {
      row("decide", "as the message says; keep-data-of stands for the option --keep-data-of");
    }
    return text.toString().stripTrailing();
  }

  private void row(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s%s%n", name, value));
  }
}
