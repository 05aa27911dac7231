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

  /** A user whose name changed gets it at the next start. */
  @Test
  void namesNoUserThatTheServerDoesNotHave() {
    assertThat(LoginReplies.missing(WANTED, new Reply(false, "user default on #aa +@all")))
        .isEmpty();
  }

  @Test
  void namesNoneWhereTheOperatorMayNotAsk() {
    assertThat(LoginReplies.missing(WANTED, new Reply(true, "NOPERM user default on"))).isEmpty();
  }
}
