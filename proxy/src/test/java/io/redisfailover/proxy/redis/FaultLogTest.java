package io.redisfailover.proxy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.EOFException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultLogTest {
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(FaultLog.class);
  private final FaultLog log = new FaultLog("a test");

  @BeforeEach
  void listen() {
    told.start();
    logger.addAppender(told);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(told);
  }

  @Test
  void tellsWhatAnActionThrowsAndLetsItGoNoFurther() {
    log.guard(() -> {
      throw new IllegalStateException("no good");
    });
    assertThat(told.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getFormattedMessage()).isEqualTo("Caught a defect in a test");
          assertThat(event.getThrowableProxy().getMessage()).isEqualTo("no good");
        });
  }

  @Test
  void tellsAFaultThatRepeatsItselfOnce() {
    RuntimeException fault = new IllegalStateException("no good");
    log.log(ConnectionLostException.fault(fault));
    log.log(ConnectionLostException.fault(fault));
    log.log(ConnectionLostException.fault(new IllegalArgumentException("worse")));
    assertThat(told.list).hasSize(2);
  }

  @Test
  void tellsNothingOfAServerThatWentAway() {
    log.log(ConnectionLostException.awaiting(new EOFException("closed")));
    assertThat(told.list).isEmpty();
  }
}
