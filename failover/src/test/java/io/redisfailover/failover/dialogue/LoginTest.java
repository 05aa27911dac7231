package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private final Login plain = new Login(Optional.empty(), ConnectionName.PROXY);
  private final Login password =
      new Login(Optional.of(RedisCredentials.password("secret")), ConnectionName.CONTROLLER);

  @Test
  void namesTheConnectionAndLogsInBeforeThatWhereThereIsAPassword() {
    assertThat(plain.commands())
        .containsExactly(List.of("CLIENT", "SETNAME", "redisfailover-proxy"));
    assertThat(password.commands().getFirst()).containsExactly("AUTH", "secret");
    assertThat(new RedisCredentials(Optional.of("rf"), "s").command())
        .containsExactly("AUTH", "rf", "s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERR AUTH <password> called without any password configured for the default user."
            + " Are you sure your configuration is correct?",
        "ERR Client sent AUTH, but no password is set"
      })
  void takesAServerThatAsksForNoPasswordAsItIs(String unneeded) {
    assertThat(password.refusal(List.of(Reply.error(unneeded), Reply.ok("OK")))).isEmpty();
  }

  @Test
  void findsTheErrorOfAWrongPasswordAmongTheRepliesSoFar() {
    assertThat(password.refusal(List.of(Reply.error("WRONGPASS invalid"))).map(ErrorReply::kind))
        .contains(ErrorReply.Kind.WRONGPASS);
  }

  @Test
  void findsNoErrorInTheRepliesBehindTheLogin() {
    assertThat(plain.refusal(List.of(Reply.ok("OK"), Reply.error("LOADING")))).isEmpty();
    assertThat(plain.rest(List.of(Reply.ok("OK"), Reply.ok("PONG"))))
        .containsExactly(Reply.ok("PONG"));
  }

  @Test
  void neverShowsAPassword() {
    assertThat(password.toString()).doesNotContain("secret");
    assertThat(new Packet.Greet(password).toString()).doesNotContain("secret");
  }
}
