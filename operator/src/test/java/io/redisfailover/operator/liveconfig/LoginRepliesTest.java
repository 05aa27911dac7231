package io.redisfailover.operator.liveconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which passwords a server accepts. */
class LoginRepliesTest {
  private static final Map<String, String> WANTED = Map.of("default", "aa", "rf-pod", "bb");

  @Test
  void namesTheUsersThatHaveAnotherPassword() {
    assertThat(
            LoginReplies.missing(
                WANTED,
                new Reply(false, "user default on #cc #aa ~* +@all\nuser rf-pod on #cc -@all")))
        .containsExactly("rf-pod");
  }

  /** The server gets it from its readiness script. */
  @Test
  void namesTheUserThatTheServerDoesNotHaveYet() {
    assertThat(LoginReplies.missing(WANTED, new Reply(false, "user default on #aa +@all")))
        .containsExactly("rf-pod");
  }

  @Test
  void namesNoneWhereTheOperatorMayNotAsk() {
    assertThat(LoginReplies.missing(WANTED, new Reply(true, "NOPERM user default on"))).isEmpty();
  }
}
