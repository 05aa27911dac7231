package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a proxy knows of itself, as its controller is told of it. Pure. */
final class ProxyReports {
  private ProxyReports() {}

  /**
   * {@return the report}
   *
   * @param name the proxy's name
   * @param route how its route stands
   * @param held clients that wait
   * @param sessions clients that are connected
   */
  static ProxyReport of(String name, RouteStatus route, int held, int sessions) {
    return new ProxyReport(
        name,
        route.line(),
        route.routing(),
        route.ready(),
        route.why(),
        route.sequence(),
        route.attempt(),
        held,
        sessions,
        route.failovers().stream().findFirst().map(ProxyReports::change));
  }

  private static RoleChange change(PastFailover change) {
    return new RoleChange(
        change.at(),
        change.from(),
        change.to(),
        kind(change.kind()),
        Optional.of(change.cause()),
        change.detectedBy(),
        change.sentence(),
        change.detectedAfter(),
        change.duration(),
        new RoleChange.Clients(
            change.clients().sessionsClosed(),
            change.clients().held(),
            change.clients().longestWait()),
        change.gapBytes(),
        moments(change.timeline()));
  }

  private static Kind kind(PastFailover.Kind kind) {
    return switch (kind) {
      case FAILOVER -> Kind.FAILOVER;
      case SWITCHOVER -> Kind.SWITCHOVER;
      case ADOPTION -> Kind.EXTERNAL;
      case REROUTE -> Kind.REROUTE;
    };
  }

  private static Map<Moment, Instant> moments(Timeline timeline) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    timeline.moments().forEach((moment, at) -> moments.put(moment(moment), at));
    return moments;
  }

  private static Moment moment(Timeline.Moment moment) {
    return switch (moment) {
      case LAST_ANSWER -> Moment.LAST_ANSWER;
      case ANNOUNCED -> Moment.ANNOUNCED;
      case FIRST_FAILED_LOOK -> Moment.FIRST_FAILED_PROBE;
      case DECIDED -> Moment.DECIDED;
      case PROMOTE_SENT -> Moment.PROMOTE_SENT;
      case PROMOTED -> Moment.PROMOTED;
      case ROUTED -> Moment.ROUTED;
    };
  }
}
