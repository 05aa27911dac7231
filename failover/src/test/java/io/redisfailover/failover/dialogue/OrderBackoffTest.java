package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderBackoffTest {
  private static final Instant ENDED = Instant.ofEpochSecond(1);
  private static final Command.Expected EXPECTED =
      new Command.Expected("run", false, "id", Optional.of(LinkTarget.PARKING));

  private final OrderBackoff backoff = new OrderBackoff();

  private static Order park(Server server) {
    return Order.of(new Command.Park(server, EXPECTED, "a test"));
  }

  @Test
  void waitsFromTheEndOfATryOnForTheSameKindOnTheSameServerOnly() {
    Order park = park(Server.MASTER);
    assertThat(backoff.allows(park, ENDED)).isTrue();
    backoff.ended(park, ENDED);
    assertThat(backoff.allows(park, ENDED.plusMillis(299))).isFalse();
    assertThat(backoff.allows(park, ENDED.plusMillis(300))).isTrue();
    assertThat(backoff.allows(park(Server.BACKUP), ENDED)).isTrue();
    assertThat(
            backoff.allows(
                Order.of(new Command.Unpark(Server.MASTER, 3, EXPECTED, "a test")), ENDED))
        .isTrue();
  }

  @Test
  void doesNotWaitToWriteTheMarkersOfAHistoryThatHasBegunSince() {
    Order written = markers("id");
    backoff.ended(written, ENDED);
    assertThat(backoff.allows(written, ENDED.plusMillis(999))).isFalse();
    assertThat(backoff.allows(markers("another id"), ENDED)).isTrue();
  }

  private static Order markers(String history) {
    return Order.of(
        new Command.WriteMarkers(
            Server.MASTER,
            new Marker(3, Server.MASTER),
            new Command.Expected("run", true, history, Optional.empty()),
            "a test"));
  }
}
