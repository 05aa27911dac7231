package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleChangeTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void lastsFromItsFirstKnownMomentToTheOpenRoute() {
    RoleChange change = change(Map.of(Moment.ANNOUNCED, 0, Moment.PROMOTED, 8, Moment.ROUTED, 9));

    assertThat(change.at()).isEqualTo(START.plusMillis(9));
    assertThat(change.duration()).isEqualTo(Duration.ofMillis(9));
    assertThat(change.detectedAfter()).isEmpty();
  }

  @Test
  void wasDetectedWhenTheDecisionFollowedOnTheLastAnswer() {
    RoleChange change =
        change(Map.of(Moment.LAST_ANSWER, 3, Moment.DECIDED, 20, Moment.ROUTED, 31));

    assertThat(change.detectedAfter()).contains(Duration.ofMillis(17));
  }

  /** Another program may tell anything. */
  @Test
  void wasNotDetectedBeforeTheLastAnswer() {
    assertThat(
            change(Map.of(Moment.LAST_ANSWER, 20, Moment.DECIDED, 3, Moment.ROUTED, 31))
                .detectedAfter())
        .isEmpty();
  }

  @Test
  void putsItsMomentsInTheOrderOfTheirTimesThenOfTheirKinds() {
    Moments moments =
        moments(
            Map.of(
                Moment.DECIDED, 5,
                Moment.LAST_ANSWER, 7,
                Moment.PROMOTED, 9,
                Moment.PROMOTE_SENT, 9,
                Moment.ROUTED, 10));

    assertThat(moments.order())
        .containsExactly(
            Moment.DECIDED,
            Moment.LAST_ANSWER,
            Moment.PROMOTE_SENT,
            Moment.PROMOTED,
            Moment.ROUTED);
    assertThat(moments.after(Moment.LAST_ANSWER)).isEqualTo(Duration.ofMillis(2));
    assertThat(moments.between(Moment.ANNOUNCED, Moment.ROUTED)).isEmpty();
  }

  @Test
  void endsWithARoute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Moments(Map.of(Moment.DECIDED, START)))
        .withMessage("a role change ends with a route");
  }

  @Test
  void takesInWhatIsKnownOnceItsRouteIsOpen() {
    RoleChange change = change(Map.of(Moment.ANNOUNCED, 0, Moment.ROUTED, 9));
    Clients clients = new Clients(OptionalLong.of(3), 2, Optional.of(Duration.ofMillis(4)));

    RoleChange opened = change.opened(START.plusMillis(12), clients);

    assertThat(opened.duration()).isEqualTo(Duration.ofMillis(12));
    assertThat(opened.clients()).isEqualTo(clients);
    assertThat(opened.opened(change.at(), Clients.UNKNOWN)).isEqualTo(change);
  }

  /** Other programs read these words. */
  @ParameterizedTest
  @CsvSource({
    "FAILOVER, failover",
    "SWITCHOVER, switchover",
    "EXTERNAL, external",
    "REROUTE, reroute"
  })
  void namesEachKind(RoleChange.Kind kind, String word) {
    assertThat(kind.word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "LAST_ANSWER, lastAnswer",
    "ANNOUNCED, announced",
    "FIRST_FAILED_PROBE, firstFailedProbe",
    "DECIDED, decided",
    "PROMOTE_SENT, promoteSent",
    "PROMOTED, promoted",
    "ROUTED, routed"
  })
  void namesEachMoment(Moment moment, String word) {
    assertThat(moment.word()).isEqualTo(word);
  }

  private static RoleChange change(Map<Moment, Integer> millis) {
    return new RoleChange(
        Optional.of(Server.MASTER),
        Server.BACKUP,
        RoleChange.Kind.FAILOVER,
        Optional.of(Cause.REFUSED),
        "connection refused",
        "Master failed.",
        moments(millis),
        Clients.UNKNOWN,
        OptionalLong.empty(),
        List.of());
  }

  private static Moments moments(Map<Moment, Integer> millis) {
    Map<Moment, Instant> known = new EnumMap<>(Moment.class);
    millis.forEach((moment, after) -> known.put(moment, START.plusMillis(after)));
    return new Moments(known);
  }
}
