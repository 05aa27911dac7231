package io.redisfailover.proxy.stats.page;

import io.netty.util.NetUtil;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.proxy.stats.model.PinnedSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where sessions are pinned. Everybody who sees the page sees how many; with the addresses of
 * clients, only an administrator sees the oldest ones, as in the runtime API.
 */
final class PageSessions {
  /** Most sessions that are listed. */
  static final int MOST = 100;

  private static final Template SECTION = Template.load("sessions.html");
  private static final Template LIST = Template.load("session-list.html");

  private PageSessions() {}

  /** {@return the section; empty when it was not asked for} */
  static Html section(PageView view) {
    return view.pinned()
        .map(pinned ->
            SECTION.fill(
                Map.of(
                    "groups",
                    Html.join(pinned.groups().stream().map(PageSessions::group).toList()),
                    "none",
                    Html.text(pinned.oldestFirst().isEmpty() ? "No session is open." : ""),
                    "list",
                    view.administrator().isPresent() ? list(pinned) : Html.EMPTY)))
        .orElse(Html.EMPTY);
  }

  private static Html group(PinnedSessions.Group group) {
    return row(
        List.of(server(group.server()), phase(group.phase())),
        List.of(
            Figures.count(group.sessions()),
            Figures.count(group.sessions() - group.minutes()),
            Figures.count(group.minutes() - group.hours()),
            Figures.count(group.hours()),
            Figures.span(group.oldest())));
  }

  private static Html list(PinnedSessions pinned) {
    List<OpenSession> oldest = pinned.oldestFirst().stream().limit(MOST).toList();
    int more = pinned.oldestFirst().size() - oldest.size();
    return LIST.fill(
        Map.of(
            "rows",
            Html.join(oldest.stream().map(session -> session(pinned, session)).toList()),
            "more",
            Html.text(more == 0 ? "" : Figures.count(more) + " younger sessions are not listed.")));
  }

  private static Html session(PinnedSessions pinned, OpenSession session) {
    return row(
        List.of(
            "0x" + Long.toHexString(session.id()),
            NetUtil.toSocketAddressString(session.client()),
            server(session.server()),
            phase(session.phase())),
        List.of(
            Figures.span(pinned.age(session)),
            Figures.bytes(session.bytesIn()),
            Figures.bytes(session.bytesOut())));
  }

  private static Html row(List<String> words, List<String> numbers) {
    StringBuilder markup = new StringBuilder("<tr>");
    words.forEach(word ->
        markup.append("<td class=\"words\">").append(Html.text(word).markup()).append("</td>"));
    numbers.forEach(
        number -> markup.append("<td>").append(Html.text(number).markup()).append("</td>"));
    return new Html(markup.append("</tr>\n").toString());
  }

  private static String server(Optional<Server> server) {
    return server.map(Server::displayName).orElse("none");
  }

  private static String phase(SessionPhase phase) {
    return switch (phase) {
      case REQUEST -> "no byte yet";
      case QUEUE -> "held";
      case CONNECT -> "connecting";
      case DATA -> "open";
      case LAST -> "one side has ended";
      case OVER -> "ended";
    };
  }
}
