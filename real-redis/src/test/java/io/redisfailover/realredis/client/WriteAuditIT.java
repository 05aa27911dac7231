package io.redisfailover.realredis.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.RedisProcess;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way in which a server can differ from what its writers were told is found. */
@Timeout(60)
class WriteAuditIT {
  private RedisProcess server;
  private Journal journal;

  @BeforeEach
  void write() throws InterruptedException {
    server = RedisProcess.start();
    try (Workload workload = new Workload()) {
      workload.start("w", 1, ClientLibrary.JEDIS, ClientPacing.NONSTOP, server.address());
      Awaitility.await().until(() -> workload.acknowledged() >= 100);
      workload.stop();
      journal = workload.journals().getFirst();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void findsNothingWhereNothingIsLost() {
    WriteAudit audit = audit();
    assertThat(audit)
        .isEqualTo(
            new WriteAudit(
                audit.acknowledged(), Collections.emptySet(), 0, 0, 0, 0, Collections.emptySet()));
    assertThat(audit.acknowledged()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void findsAKeyThatIsGoneAndOneThatHasAnotherValue() {
    server.ask("DEL", journal.key(3));
    server.ask("SET", journal.key(7), "another");

    assertThat(audit().lost()).containsExactlyInAnyOrder(journal.key(3), journal.key(7));
    assertThat(WriteAudit.lost(List.of(journal), ClientTarget.at(server.address())))
        .containsExactlyInAnyOrder(journal.key(3), journal.key(7));
  }

  @Test
  void findsIncrementsThatAreGoneAndThoseThatWereRepeated() {
    server.ask("DECRBY", journal.counter(), "2");
    assertThat(audit().countersShort()).isEqualTo(2);
    server.ask("INCRBY", journal.counter(), "5");
    assertThat(audit().countersOver()).isEqualTo(3);
  }

  @Test
  void findsAppendsThatAreGoneAndThoseThatWereRepeated() {
    server.ask("LPOP", journal.list());
    assertThat(audit().appendsLost()).isEqualTo(1);
    server.ask("RPUSH", journal.list(), "8");
    assertThat(audit().appendsTwice()).isEqualTo(1);
  }

  @Test
  void findsPreloadedKeysThatAreGone() {
    ClientTarget target = ClientTarget.at(server.address());
    PreloadedKeys.write(target);
    assertThat(PreloadedKeys.lost(target)).isZero();
    server.ask("FLUSHALL");
    assertThat(PreloadedKeys.lost(target)).isEqualTo(1000);
  }

  private WriteAudit audit() {
    return WriteAudit.read(List.of(journal), ClientTarget.at(server.address()));
  }
}
