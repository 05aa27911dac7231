package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.redisfailover.proxy.config.RuntimeLevel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RuntimeAuditTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(RuntimeAudit.class);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void listen() {
    events.start();
    logger.addAppender(events);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(events);
  }

  @Test
  void logsWhoHadWhatChangedAndWhatCameOfIt() {
    send(RuntimeLevel.ADMIN, "set server redis/Master state maint");
    send(RuntimeLevel.ADMIN, "set server redis/Backup state drain");
    send(RuntimeLevel.ADMIN, "set server redis/Nobody state drain");
    send(RuntimeLevel.OPERATOR, "clear counters");

    assertThat(lines())
        .containsExactly(
            "The runtime API was asked by 127.0.0.1:4711 for `set server redis/Master state"
                + " maint`: done.",
            "The runtime API was asked by 127.0.0.1:4711 for `set server redis/Backup state"
                + " drain`: Not Backup.",
            "The runtime API was asked by 127.0.0.1:4711 for `set server redis/Nobody state"
                + " drain`: No such server.",
            "The runtime API was asked by 127.0.0.1:4711 for `clear counters`: done.");
  }

  @Test
  void logsWhatALevelDoesNotAllow() {
    send(RuntimeLevel.OPERATOR, "shutdown sessions server redis/Master");

    assertThat(lines())
        .containsExactly(
            "Refused 127.0.0.1:4711: `shutdown sessions server redis/Master` needs level admin,"
                + " and this connection has operator.");
  }

  @Test
  void logsNothingThatOnlyLooks() {
    send(RuntimeLevel.USER, "show stat");
    send(RuntimeLevel.USER, "show sess");
    send(RuntimeLevel.ADMIN, "no such command");

    assertThat(lines()).isEmpty();
  }

  @Test
  void logsNoTextThatIsNoWordOfACommand() {
    send(RuntimeLevel.ADMIN, "set server redis/Master agent-send do-not-show-me");
    send(RuntimeLevel.ADMIN, "set server redis/Master state ready do-not-show-me");

    assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("do-not-show-me"));
  }

  private List<String> lines() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void send(RuntimeLevel level, String command) {
    var unused = SampleView.session(level).answer(command).toCompletableFuture().join();
  }
}
