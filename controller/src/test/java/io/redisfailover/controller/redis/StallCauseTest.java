package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Stall;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What kept a server is told by its slow log, by its last fork, or by its processor time. */
class StallCauseTest {
  private static final Reply NOTHING = Reply.ok("");
  private static final Stall BUSY = stall(true);

  @Test
  void namesTheCommandAndNoArgumentOfIt() {
    Reply slow = Reply.ok("14\n1732800000\n2300000\nevalsha\nsecret\n0\n127.0.0.1:4000\nshop");
    assertThat(StallCause.inWords(slow, NOTHING, BUSY))
        .isEqualTo("it was busy for 2.3 s with EVALSHA (entry 14 of its slow log)");
  }

  @Test
  void findsItBehindWhatWasQueued() {
    String entries =
        """
        16
        1732800000
        30000
        set
        15
        1
        127.0.0.1:4000

        15
        1732800000
        20000
        get
        2300000
        127.0.0.1:4000

        14
        1732800000
        2300000
        KEYS
        *
        127.0.0.1:4000
        shop\
        """;
    Reply slow = Reply.ok(entries);
    assertThat(StallCause.inWords(slow, NOTHING, BUSY))
        .isEqualTo("it was busy for 2.3 s with KEYS (entry 14 of its slow log)");
  }

  @Test
  void aCommandThatTookMuchLessIsNotTheCause() {
    Reply slow = Reply.ok("14\n1732800000\n20000\nget\nkey\n127.0.0.1:4000\nshop");
    assertThat(StallCause.inWords(slow, NOTHING, BUSY)).isEqualTo("it was busy computing");
  }

  @Test
  void namesALongFork() {
    assertThat(StallCause.inWords(NOTHING, Reply.ok("latest_fork_usec:1900000"), BUSY))
        .isEqualTo("its last fork, for a snapshot or a full copy, took 1.9 s");
  }

  @Test
  void saysWhatIsPossibleWhereTheServerMayNotBeAsked() {
    Reply refused = Reply.error("NOPERM this user has no permissions to run 'slowlog|get'");
    assertThat(StallCause.inWords(refused, refused, stall(false)))
        .isEqualTo("it was stopped, or waited for a disk, memory or a processor");
    Reply garbled = Reply.ok("a\nb\nc\nd");
    assertThat(StallCause.inWords(garbled, garbled, BUSY)).isEqualTo("it was busy computing");
  }

  private static Stall stall(boolean busy) {
    return new Stall(Server.MASTER, Instant.EPOCH, Duration.ofMillis(2_400), busy);
  }
}
