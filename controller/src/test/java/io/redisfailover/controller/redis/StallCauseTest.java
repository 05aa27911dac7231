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
    assertThat(inWords(slow, NOTHING, NOTHING))
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
    assertThat(inWords(slow, NOTHING, NOTHING))
        .isEqualTo("it was busy for 2.3 s with KEYS (entry 14 of its slow log)");
  }

  @Test
  void aCommandThatTookMuchLessIsNotTheCause() {
    Reply slow = Reply.ok("14\n1732800000\n20000\nget\nkey\n127.0.0.1:4000\nshop");
    assertThat(inWords(slow, NOTHING, NOTHING)).isEqualTo("it was busy computing");
  }

  @Test
  void namesALongFork() {
    Reply fork = Reply.ok("latest_fork_usec:1900000");
    String told = "its last fork, for a snapshot or a full copy, took 1.9 s";
    assertThat(inWords(NOTHING, fork, Reply.ok("rdb_bgsave_in_progress:1"))).isEqualTo(told);
    assertThat(inWords(NOTHING, fork, Reply.ok("aof_rewrite_in_progress:1"))).isEqualTo(told);
    assertThat(inWords(NOTHING, fork, Reply.ok("rdb_last_save_time:1732799999"))).isEqualTo(told);
  }

  @Test
  void whatEndedLongBeforeIsNotTheCause() {
    Reply slow = Reply.ok("14\n1732799900\n2300000\nkeys\n*\n127.0.0.1:4000\nshop");
    Reply fork = Reply.ok("latest_fork_usec:1900000");
    Reply saved = Reply.ok("rdb_bgsave_in_progress:0\nrdb_last_save_time:1732799900");
    assertThat(inWords(slow, fork, saved)).isEqualTo("it was busy computing");
  }

  @Test
  void saysWhatIsPossibleWhereTheServerMayNotBeAsked() {
    Reply refused = Reply.error("NOPERM this user has no permissions to run 'slowlog|get'");
    assertThat(
            StallCause.inWords(
                new StallCause.Replies(refused, refused, refused, refused), stall(false)))
        .isEqualTo("it was stopped, or waited for a disk, memory or a processor");
    Reply garbled = Reply.ok("a\nb\nc\nd");
    assertThat(inWords(garbled, garbled, garbled)).isEqualTo("it was busy computing");
  }

  /** At the server it is the second in which the entries were logged. */
  private static String inWords(Reply slow, Reply stats, Reply persistence) {
    Reply server = Reply.ok("server_time_usec:1732800000123456");
    return StallCause.inWords(new StallCause.Replies(server, slow, stats, persistence), BUSY);
  }

  private static Stall stall(boolean busy) {
    return new Stall(Server.MASTER, Instant.EPOCH, Duration.ofMillis(2_400), busy);
  }
}
