package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.ServerAct;
import io.redisfailover.proxy.stats.model.PerformedAct;
import io.redisfailover.proxy.stats.page.PageView.Operator;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms that ask for an act, and what came of the last ones. Only an operator sees them. */
final class PageActs {
  private static final Template FORM = Template.load("server-acts.html");
  private static final Template SECTION = Template.load("acts.html");
  private static final Template ROW = Template.load("act.html");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageActs() {}

  /** {@return the form of a server; empty for whom it is not offered} */
  static Html form(PageView view, Server server) {
    return view.operator()
        .map(operator ->
            FORM.fill(
                Map.of(
                    "link", Html.text(view.request().link()),
                    "server", Html.text(server.displayName()),
                    "token", Html.text(operator.token()),
                    "buttons",
                        Html.join(
                            operator.acts().stream().map(act -> button(act, server)).toList()))))
        .orElse(Html.EMPTY);
  }

  private static Html button(ServerAct act, Server server) {
    String warning =
        act == ServerAct.KEEP_DATA_OF
            ? "<p>Only where a decision is required. What only %s holds is discarded.</p>\n"
                .formatted(Html.text(server.other().displayName()).markup())
            : "";
    return new Html(
        "%s<button name=\"action\" value=\"%s\">%s</button>\n"
            .formatted(
                warning, Html.text(act.word()).markup(), Html.text(act.inWords(server)).markup()));
  }

  /** {@return what came of the act that this page follows on; empty for any other page} */
  static Html notice(PageView view) {
    Optional<PerformedAct> last =
        view.operator().flatMap(operator -> operator.performed().stream().findFirst());
    return last.filter(act -> view.request().followsAnAct())
        .map(act ->
            new Html(
                "<p class=\"verdict %s\" role=\"status\"><strong>%s</strong> <span>%s</span></p>\n"
                    .formatted(
                        act.done() ? "good" : "bad",
                        act.done() ? "Done:" : "Not done:",
                        Html.text(act.outcome()).markup())))
        .orElse(Html.EMPTY);
  }

  /** {@return the section of the last acts; empty for whom there is none} */
  static Html section(PageView view) {
    return view.operator().map(PageActs::section).orElse(Html.EMPTY);
  }

  private static Html section(Operator operator) {
    Html rows = Html.join(operator.performed().stream().map(PageActs::row).toList());
    return SECTION.fill(
        Map.of(
            "user",
            Html.text(operator.user()),
            "elsewhere",
            Html.text(operator.elsewhere().orElse("")),
            "none",
            Html.text(operator.performed().isEmpty() ? "None since this proxy started." : ""),
            "rows",
            rows));
  }

  private static Html row(PerformedAct act) {
    return ROW.fill(
        Map.of(
            "time", Html.text(TIME.format(act.at()) + " UTC"),
            "user", Html.text(act.user()),
            "from", Html.text(act.from()),
            "act", Html.text(act.act()),
            "outcome", Html.text(act.outcome()),
            "outcomeClass", Html.text(act.done() ? "good" : "bad")));
  }
}
