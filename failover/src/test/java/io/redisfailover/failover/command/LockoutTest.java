package io.redisfailover.failover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockoutTest {
  private static final String CLIENTS =
      """
      id=3 addr=127.0.0.1:5000 laddr=127.0.0.1:6379 fd=8 name=redisfailover-proxy age=9 user=default
      id=4 addr=127.0.0.1:5001 laddr=127.0.0.1:6379 fd=9 name=redisfailover-controller age=9
      id=5 addr=127.0.0.1:5002 laddr=127.0.0.1:6379 fd=10 name= age=9 cmd=set user=default
      id=6 addr=127.0.0.1:5003 laddr=127.0.0.1:6379 fd=11 name=my-redisfailover-proxy age=9
      id=7 addr=127.0.0.1:5004 laddr=127.0.0.1:6379 fd=12 name=redisfailover-controller age=1
      """;

  @Test
  void closesTheVictimsOnly() {
    Lockout lockout =
        new Lockout(Server.MASTER, Set.of(ConnectionName.CONTROLLER), Optional.empty());
    assertThat(lockout.victims(CLIENTS, "3")).containsExactly("4", "7");
  }

  @Test
  void neverClosesTheConnectionThatItRunsOn() {
    Lockout lockout = new Lockout(Server.MASTER, Set.of(ConnectionName.values()), Optional.empty());
    assertThat(lockout.victims(CLIENTS, "7")).containsExactly("3", "4");
  }
}
