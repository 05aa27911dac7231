package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OrderLogTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Command PROMOTE =
      new Command.Promote(
          Server.BACKUP,
          4,
          new Command.Expected("run", false, "id", Optional.empty()),
          0,
          Obsolete.EPOCH,
          "Master failed (connection refused)");
  private static final OrderOutcome REFUSED =
      new OrderOutcome.Unknown("Backup refused the command: NOPERM no permission");
  private static final String WORDS =
      "Could not confirm the promotion of Backup: Backup refused the command: NOPERM no"
          + " permission.";

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(OrderLog.class);
  private final OrderLog log = new OrderLog();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  @Test
  void logsEachSentenceOfARunOnceAndNamesTheRefusalAsAProblemWhileItLasts() {
    OrderOutcome late = new OrderOutcome.NotSent("the decision is older than 200 ms");
    for (int tenths = 0; tenths < 40; tenths++) {
      log.ended(PROMOTE, tenths % 3 == 0 ? late : REFUSED, NOW.plusMillis(100L * tenths));
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Cancelled the promotion of Backup: the decision is older than 200 ms.", WORDS);
    assertThat(log.problem(NOW.plusSeconds(4))).contains(WORDS);
    assertThat(log.problem(NOW.plusSeconds(10))).isEmpty();
  }

  @Test
  void namesNoProblemAfterOneFailureOrOnceTheOrderIsDone() {
    log.ended(PROMOTE, REFUSED, NOW);
    assertThat(log.problem(NOW)).isEmpty();
    log.ended(PROMOTE, REFUSED, NOW.plusSeconds(4));
    assertThat(log.problem(NOW.plusSeconds(4))).isPresent();

    log.ended(
        PROMOTE,
        new OrderOutcome.Done(new ProbeResult(Server.BACKUP, NOW, NOW, new ProbeAnswer.Refused())),
        NOW.plusSeconds(5));

    assertThat(log.problem(NOW.plusSeconds(5))).isEmpty();
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(WORDS, "Promoted Backup.");
  }
}
