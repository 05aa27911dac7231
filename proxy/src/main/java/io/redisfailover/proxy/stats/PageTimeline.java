package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The time line of one change: a bar to scale that shows where the time went, and the moments in
 * words with their times. Three parts of one colour each: noticing, promoting, letting clients in.
 */
final class PageTimeline {
  /** Length of the bar in its own units. */
  private static final double LENGTH = 1000;

  /** Shorter parts would not be seen. */
  private static final double SHORTEST = 6;

  private PageTimeline() {}

  /** {@return the bar; its words are those of the list beside it} */
  static Html bar(PastFailover failover) {
    Timeline timeline = failover.timeline();
    List<Moment> moments = timeline.order();
    int parts = moments.size() - 1;
    double total = Math.max(1, failover.duration().toNanos());
    double scale = LENGTH - parts * SHORTEST;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"")
        .append(" aria-hidden=\"true\" focusable=\"false\">");
    double from = 0;
    for (int part = 0; part < parts; part++) {
      Moment end = moments.get(part + 1);
      Duration span = timeline.between(moments.get(part), end).orElseThrow();
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
  static Html steps(PastFailover failover) {
    Timeline timeline = failover.timeline();
    List<Moment> moments = timeline.order();
    return Html.join(
        moments.stream()
            .map(moment -> {
              boolean first = moment == moments.getFirst();
              String after =
                  (first ? "" : "+") + (first ? "0 ms" : Figures.time(timeline.after(moment)));
              return new Html(
                  "<li class=\""
                      + (first ? "start" : phase(moment))
                      + "\"><span class=\"what\">"
                      + Html.text(words(moment, failover)).markup()
                      + "</span> <span class=\"when\">"
                      + Html.text(after).markup()
                      + "</span></li>\n");
            })
            .toList());
  }

  /** The part of the change that a moment ends. */
  private static String phase(Moment moment) {
    return switch (moment) {
      case LAST_ANSWER, ANNOUNCED, FIRST_FAILED_LOOK, DECIDED -> "noticing";
      case PROMOTE_SENT, PROMOTED -> "promoting";
      case ROUTED -> "letting-in";
    };
  }

  private static String words(Moment moment, PastFailover failover) {
    String from = failover.from().map(Node::displayName).orElse("the old server");
    boolean own = failover.timeline().at(Moment.PROMOTE_SENT).isPresent();
    return switch (moment) {
      case LAST_ANSWER -> "last answer of " + from;
      case ANNOUNCED -> "switch announced";
      case FIRST_FAILED_LOOK -> "first failed look";
      case DECIDED -> "decided";
      case PROMOTE_SENT -> "promote sent";
      case PROMOTED -> failover.to() + (own ? " promoted" : " seen as master");
      case ROUTED -> "clients on " + failover.to();
    };
  }
}
