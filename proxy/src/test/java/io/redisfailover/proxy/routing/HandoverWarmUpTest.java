package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandoverWarmUpTest {
  @Test
  void goesThroughAWholeSwitchover() {
    Instant now = Instant.EPOCH;
    ProxyPolicy policy = new ProxyPolicy(FailoverSettings.DEFAULT);
    Epoch epoch = new Epoch(1, Server.MASTER, "0".repeat(40));
    ServerState primary = HandoverWarmUp.primary(Server.MASTER, epoch);
    ProxyState state =
        policy
            .decide(
                ProxyState.starting(now, FailoverSettings.DEFAULT)
                    .seen(HandoverWarmUp.answer(Server.MASTER, primary, now))
                    .seen(HandoverWarmUp.answer(Server.BACKUP, primary.parkedNow(), now)),
                now)
            .next();

    assertThat(state.epoch()).isEqualTo(Optional.of(epoch));
    assertThat(HandoverWarmUp.play(policy, state, now)).isTrue();
  }
}
