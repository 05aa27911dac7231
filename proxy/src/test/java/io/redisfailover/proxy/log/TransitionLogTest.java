package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Syslog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TransitionLogTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Command.Expected ANY =
      new Command.Expected("run", false, "id", Optional.empty());
  private static final Command PROMOTE =
      new Command.Promote(
          Server.BACKUP, 4, ANY, 0, Obsolete.EPOCH, "Master failed (connection refused)");
  private static final OrderOutcome DONE =
      new OrderOutcome.Done(new ProbeResult(Server.BACKUP, NOW, NOW, new ProbeAnswer.Refused()));

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("redisfailover.transitions");
  private final TransitionLog log = new TransitionLog();

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
  void tellsSyslogOfEachChangeToo() {
    List<LogEvent> events = new ArrayList<>();
    new TransitionLog(events::add)
        .route(Optional.empty(), Optional.empty(), true, "Master failed (connection refused)");

    assertThat(events)
        .containsExactly(
            new LogEvent(
                Syslog.Level.NOTICE, "Holding clients: Master failed (connection refused)."));
  }

  @Test
  void logsEachChangeOfTheRouteOnce() {
    log.route(Optional.empty(), Optional.empty(), true, "the proxy is starting");
    log.route(Optional.empty(), Optional.empty(), true, "waiting for Master's next probe");
    routeTo(Server.MASTER, 1);
    routeTo(Server.MASTER, 1);
    routeTo(Server.MASTER, 3);
    log.route(Optional.empty(), Optional.empty(), true, "Master failed (connection refused)");
    log.route(Optional.empty(), Optional.empty(), false, "Backup is still connected to Master");
    routeTo(Server.BACKUP, 4);

    assertThat(lines())
        .containsExactly(
            "Holding clients: the proxy is starting.",
            "Routing clients to Master (epoch 1).",
            "Routing clients to Master (epoch 3).",
            "Holding clients: Master failed (connection refused).",
            "Holding clients, not ready: Backup is still connected to Master.",
            "Routing clients to Backup (epoch 4).");
  }

  @Test
  void saysWhyWhereThereIsNoEpoch() {
    log.route(Optional.of(Server.MASTER), Optional.empty(), true, "Master is up by its check");

    assertThat(lines()).containsExactly("Routing clients to Master: Master is up by its check.");
  }

  @Test
  void saysWhatWasDone() {
    log.order(Order.of(PROMOTE), DONE);
    log.order(Order.of(new Command.Unpark(Server.MASTER, 3, ANY, "why")), DONE);
    log.order(Order.of(new Command.Park(Server.MASTER, ANY, "why")), DONE);
    log.order(
        Order.of(new Command.Follow(Server.MASTER, ANY, new Endpoint("10.0.0.2", 1), "why")), DONE);
    log.order(
        Order.of(new Command.WriteMarkers(Server.BACKUP, new Marker(4, Server.BACKUP), ANY, "why")),
        DONE);

    assertThat(lines())
        .containsExactly(
            "Promoted Backup: Master failed (connection refused).",
            "Unparked Master: why.",
            "Parked Master: why.",
            "Made Master a replica of Backup: why.",
            "Wrote the markers of Backup: why.");
  }

  @Test
  void logsAFailureThatRepeatsItselfOnce() {
    OrderOutcome notSent = new OrderOutcome.NotSent("Master is a primary again");
    log.order(Order.of(PROMOTE), notSent);
    log.order(Order.of(PROMOTE), notSent);
    log.order(Order.of(PROMOTE), new OrderOutcome.Unknown("the connection was closed"));
    log.order(Order.of(PROMOTE), notSent);

    assertThat(lines())
        .containsExactly(
            "Cancelled the promotion of Backup: Master is a primary again.",
            "Could not confirm the promotion of Backup: the connection was closed.",
            "Cancelled the promotion of Backup: Master is a primary again.");
  }

  private void routeTo(Server server, long epoch) {
    log.route(
        Optional.of(server), Optional.of(new Epoch(epoch, server, "id")), true, "it is active");
  }

  private List<String> lines() {
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
