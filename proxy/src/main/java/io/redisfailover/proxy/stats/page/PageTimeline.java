package io.redisfailover.proxy.stats.page;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The time line of one role change: a bar to scale that shows where the time went, and the moments
 * in words with their times. Each of the three parts has a colour: noticing, promoting, letting
 * clients in.
 */
final class PageTimeline {
  /** Length of the bar, in its own units. */
  private static final double LENGTH = 1000;

  /** Shorter parts would be invisible. */
  private static final double SHORTEST = 6;

  private PageTimeline() {}

  /** {@return the bar; the list beside it describes it in words} */
  static Html bar(RoleChange change) {
    RoleChange.Moments known = change.moments();
    List<Moment> moments = known.order();
    int parts = moments.size() - 1;
    double total = Math.max(1, change.duration().toNanos());
    double scale = LENGTH - parts * SHORTEST;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"")
        .append(" aria-hidden=\"true\" focusable=\"false\">");
    double from = 0;
    for (int part = 0; part < parts; part++) {
      Moment end = moments.get(part + 1);
      Duration span = known.between(moments.get(part), end).orElseThrow();
      double width = SHORTEST + scale * span.toNanos() / total;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"10\"/>",
              phase(end),
              from,
              width));
      from += width;
    }
    return new Html(svg.append("</svg>").toString());
  }

  /** {@return the moments as items of a list} */
  static Html steps(RoleChange change) {
    RoleChange.Moments known = change.moments();
    List<Moment> moments = known.order();
    return Html.join(
        moments.stream()
            .map(moment -> {
              boolean first = moment == moments.getFirst();
              String after =
                  (first ? "" : "+") + (first ? "0 ms" : Figures.time(known.after(moment)));
              return new Html(
                  "<li class=\""
                      + (first ? "start" : phase(moment))
                      + "\"><span class=\"what\">"
                      + Html.text(words(moment, change)).markup()
                      + "</span> <span class=\"when\">"
                      + Html.text(after).markup()
                      + "</span></li>\n");
            })
            .toList());
  }

  /** {@return the part of the role change that ends with a moment} */
  private static String phase(Moment moment) {
    return switch (moment) {
      case LAST_ANSWER, ANNOUNCED, FIRST_FAILED_PROBE, DECIDED -> "noticing";
      case PROMOTE_SENT, PROMOTED -> "promoting";
      case ROUTED -> "letting-in";
    };
  }

  private static String words(Moment moment, RoleChange change) {
    String from = change.from().map(Server::displayName).orElse("the old server");
    boolean own = change.moments().at(Moment.PROMOTE_SENT).isPresent();
    return switch (moment) {
      case LAST_ANSWER -> "last answer of " + from;
      case ANNOUNCED -> "switchover announced";
      case FIRST_FAILED_PROBE -> "first failed probe";
      case DECIDED -> "decided";
      case PROMOTE_SENT -> "promotion sent";
      case PROMOTED -> change.to() + (own ? " promoted" : " seen as primary");
      case ROUTED -> "clients routed to " + change.to();
    };
  }
}
