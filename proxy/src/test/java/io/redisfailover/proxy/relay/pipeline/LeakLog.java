package io.redisfailover.proxy.relay.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** Listens to Netty's leak detector, which runs at its paranoid level in the tests. */
public final class LeakLog implements AutoCloseable {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class.getName());

  /** Begins to listen. */
  public LeakLog() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    appender.start();
    logger.addAppender(appender);
  }

  /** Stops listening, and fails when a leak was told. */
  @Override
  public void close() {
    // A leak is told at an allocation after the lost buffer was collected.
    for (int i = 0; i < 3; i++) {
      System.gc();
      ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
      buffer.release();
    }
    logger.detachAppender(appender);
    assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }
}
