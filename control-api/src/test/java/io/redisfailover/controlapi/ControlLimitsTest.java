package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limits go together. */
class ControlLimitsTest {
  @Test
  void theLargestPushFitsIntoTheLargestBody() throws BadMessageException {
    Endpoint server = new Endpoint(name(0), 65535, names());
    EpochPush largest =
        new EpochPush(
            Long.MAX_VALUE,
            new Epoch(Marker.HIGHEST, Server.MASTER, "f".repeat(40)),
            new Endpoints(server, server));

    byte[] body = RequestJson.write(largest).getBytes(StandardCharsets.UTF_8);

    assertThat(body.length).isLessThanOrEqualTo(ControlLimits.LARGEST_BODY_BYTES);
    assertThat(RequestJson.push(body)).isEqualTo(largest);
  }

  @Test
  void aProxyHasDrainedBeforeItsControllerGivesUp() {
    assertThat(SwitchoverTimes.QUIESCE_LIMIT).isLessThan(ControlLimits.CALL);
  }

  @Test
  void aSwitchIsOverBeforeAPreparedProxyGoesOnByItself() {
    assertThat(SwitchoverPlan.LIMIT).isLessThan(ProxyState.SWITCH_HOLD);
    assertThat(ProxyState.SWITCH_HOLD)
        .isBetween(ControlLimits.SHORTEST_DEADLINE, ControlLimits.LONGEST_DEADLINE);
  }

  @Test
  void aConnectionIsNotIdleWhileAPersonWaits() {
    assertThat(ControlLimits.ADMIN_REQUEST).isLessThan(ControlLimits.IDLE);
  }

  private static Set<String> names() {
    return IntStream.rangeClosed(1, ControlLimits.MOST_ALIASES)
        .mapToObj(ControlLimitsTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%0" + ControlLimits.LONGEST_TEXT + "d", number);
  }
}
