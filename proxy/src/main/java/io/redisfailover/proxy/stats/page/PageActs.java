package io.redisfailover.proxy.stats.page;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.ServerAct;
import io.redisfailover.proxy.stats.model.PerformedAct;
import io.redisfailover.proxy.stats.page.PageView.Administrator;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The forms that ask for an act, and what came of the last ones. Only an administrator sees them.
 */
final class PageActs {
  private static final Template FORM = Template.load("server-acts.html");
  private static final Template SECTION = Template.load("acts.html");
  private static final Template ROW = Template.load("act.html");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageActs() {}

  /** {@return the form of a server; empty for whom it is not offered} */
  static Html form(PageView view, Server server) {
    return view.administrator()
        .map(administrator ->
            FORM.fill(
                Map.of(
                    "link", Html.text(view.request().link()),
                    "server", Html.text(server.displayName()),
                    "token", Html.text(administrator.token()),
                    "buttons",
                        Html.join(
                            administrator.acts().stream()
                                .map(act -> button(act, server))
                                .toList()))))
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

  /**
   * {@return what came of the last form of this user, on the page that follows on it, for each
   * server; empty for any other page}
   */
  static Html notice(PageView view) {
    return view.administrator()
        .filter(any -> view.request().followsAnAct())
        .map(administrator -> Html.join(lastOf(administrator).map(PageActs::notice).toList()))
        .orElse(Html.EMPTY);
  }

  /** Others may have asked for something meanwhile. */
  private static Stream<PerformedAct> lastOf(Administrator administrator) {
    List<PerformedAct> own =
        administrator.performed().stream()
            .filter(act -> act.user().equals(administrator.user()))
            .toList();
    return own.stream()
        .map(PerformedAct::at)
        .max(Comparator.naturalOrder())
        .map(last -> own.stream().filter(act -> act.at().equals(last)))
        .orElseGet(Stream::empty);
  }

  private static Html notice(PerformedAct act) {
    return new Html(
        "<p class=\"verdict %s\" role=\"status\"><strong>%s</strong> <span>%s</span></p>\n"
            .formatted(
                act.done() ? "good" : "bad",
                act.done() ? "Done:" : "Not done:",
                Html.text(act.outcome()).markup()));
  }

  /** {@return the section of the last acts; empty for whom there is none} */
  static Html section(PageView view) {
    return view.administrator().map(PageActs::section).orElse(Html.EMPTY);
  }

  private static Html section(Administrator administrator) {
    Html rows = Html.join(administrator.performed().stream().map(PageActs::row).toList());
    return SECTION.fill(
        Map.of(
            "user",
            Html.text(administrator.user()),
            "elsewhere",
            Html.text(administrator.elsewhere().orElse("")),
            "none",
            Html.text(administrator.performed().isEmpty() ? "None since this proxy started." : ""),
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
