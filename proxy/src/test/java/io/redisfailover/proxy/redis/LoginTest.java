package io.redisfailover.proxy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.proxy.config.Credentials;
import io.redisfailover.proxy.config.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginTest {
  private final Login plain = Login.with(Credentials.NONE);
  private final Login password = Login.with(Credentials.password("secret"));

  @Test
  void namesTheConnectionAndLogsInBeforeThatWhereThereIsAPassword() {
    assertThat(plain.commands())
        .containsExactly(List.of("CLIENT", "SETNAME", "redisfailover-proxy"));
    assertThat(password.commands().getFirst()).containsExactly("AUTH", "secret");
    assertThat(
            Login.with(new Credentials(Optional.of("rf"), Optional.of(Secret.of("s"))))
                .commands()
                .getFirst())
        .containsExactly("AUTH", "rf", "s");
  }

  @Test
  void takesAServerThatAsksForNoPasswordAsItIs() {
    Reply unneeded =
        Reply.error(
            "ERR AUTH <password> called without any password configured for the default user."
                + " Are you sure your configuration is correct?");
    assertThat(password.error(List.of(unneeded, Reply.ok("OK")))).isEmpty();
  }

  @Test
  void findsTheErrorOfAWrongPasswordAmongTheRepliesSoFar() {
    assertThat(password.error(List.of(Reply.error("WRONGPASS invalid"))).map(ErrorReply::kind))
        .contains(ErrorReply.Kind.WRONGPASS);
  }

  @Test
  void findsNoErrorInTheRepliesBehindTheLogin() {
    assertThat(plain.error(List.of(Reply.ok("OK"), Reply.error("LOADING")))).isEmpty();
    assertThat(plain.rest(List.of(Reply.ok("OK"), Reply.ok("PONG"))))
        .containsExactly(Reply.ok("PONG"));
  }

  @Test
  void neverShowsAPassword() {
    assertThat(Credentials.password("secret").toString()).doesNotContain("secret");
  }
}
