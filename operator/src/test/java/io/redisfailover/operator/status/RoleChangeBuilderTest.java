package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.controllers.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a change, from what the proxy that promoted has told. */
class RoleChangeBuilderTest {
  /** No word of these sentences says what had happened. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REFUSED | nobody listens at Backup's address | CRASH
          CLOSED | Backup hung up | CRASH
          GARBLED | Backup speaks another language | CRASH
          RESTARTED | Backup is parked, after a restart | CRASH
          FOREIGN | Backup refused its own credentials | CRASH
          SILENT | Backup never closed the refused connection | HANG
          HANDOVER | Backup stopped and left the clients to Master | HANDOVER
          DEMOTED | Backup is parked no more | DEMOTION
          PARKED | Backup is parked | UNKNOWN
          SWITCHOVER | Backup is parked, refused and closed | SWITCHOVER
          FAILBACK | as it was | FAILBACK
          """)
  void namesTheChangeByItsCauseWhateverTheSentenceSays(
      Cause cause, String sentence, RoleChangeKind kind) {
    LastRoleChange told =
        told(RoleChange.Kind.FAILOVER, Optional.of(cause), sentence, Optional.empty());
    assertThat(told.kind()).isEqualTo(kind);
    assertThat(told.reason()).isEqualTo(Sentence.of(sentence));
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void namesEveryCauseOfTheController(Cause cause) {
    LastRoleChange told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is a primary in epoch 7",
            Optional.of(
                new Explanation(
                    Optional.of(Server.BACKUP), cause, "why", List.of(), Optional.empty())));
    assertThat(told.kind()).isNotNull();
    assertThat(told.reason()).isEqualTo("Why.");
  }

  /** The proxies only took its word over, and one of them may have seen a late probe first. */
  @Test
  void namesAFailoverThatTheOperatorCarriedOutAsTheOperatorDid() {
    Explanation explanation =
        new Explanation(
            Optional.of(Server.BACKUP),
            Cause.REFUSED,
            "Backup: Master is promoted",
            List.of("the controller saw it"),
            Optional.of(Duration.ofMillis(1500)));
    LastRoleChange told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is a primary in epoch 7",
            Optional.of(explanation));
    assertThat(told.kind()).isEqualTo(RoleChangeKind.CRASH);
    assertThat(told.reason()).isEqualTo(Sentence.of(explanation.sentence()));
    assertThat(told.evidence()).containsExactly("the controller saw it");
    assertThat(told.detectedAfterMillis()).isEqualTo(1500);
  }

  /** A proxy knows only that it was asked to prepare; the operator knows what for. */
  @Test
  void namesAPlannedSwitchAsTheOperatorThatDidIt() {
    LastRoleChange told =
        told(
            RoleChange.Kind.SWITCHOVER,
            Optional.of(Cause.SWITCHOVER),
            "Master is a primary in epoch 7",
            Optional.of(
                new Explanation(
                    Optional.of(Server.BACKUP),
                    Cause.FAILBACK,
                    "back",
                    List.of(),
                    Optional.empty())));
    assertThat(told.kind()).isEqualTo(RoleChangeKind.FAILBACK);
    assertThat(told.reason()).isEqualTo("Back.");
  }

  @Test
  void passesOverTheExplanationOfAnEarlierChange() {
    LastRoleChange told =
        told(
            RoleChange.Kind.FAILOVER,
            Optional.of(Cause.SILENT),
            "Backup: Master is promoted",
            Optional.of(
                new Explanation(
                    Optional.of(Server.MASTER),
                    Cause.SWITCHOVER,
                    "asked for",
                    List.of(),
                    Optional.empty())));
    assertThat(told.kind()).isEqualTo(RoleChangeKind.HANG);
    assertThat(told.reason()).isEqualTo("Backup: Master is promoted.");
  }

  @Test
  void doesNotGuessWhatNobodySaw() {
    LastRoleChange told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is master, and Backup is parked or refused",
            Optional.empty());
    assertThat(told.kind()).isEqualTo(RoleChangeKind.UNKNOWN);
    assertThat(told.reason()).isNull();
  }

  /** A proxy of a newer release may name a cause that this one does not know. */
  @Test
  void tellsTheSentenceOfACauseThatItDoesNotKnow() {
    LastRoleChange told =
        told(RoleChange.Kind.FAILOVER, Optional.empty(), "Backup melted", Optional.empty());
    assertThat(told.kind()).isEqualTo(RoleChangeKind.UNKNOWN);
    assertThat(told.reason()).isEqualTo("Backup melted.");
  }

  @Test
  void tellsHowLongItTookAndWhatWasMissing() {
    LastRoleChange told =
        told(
            RoleChange.Kind.FAILOVER,
            Optional.of(Cause.REFUSED),
            "Backup: connection refused",
            Optional.empty());
    assertThat(told.from()).isEqualTo(ServerName.BACKUP);
    assertThat(told.to()).isEqualTo(ServerName.MASTER);
    assertThat(told.detectedAfterMillis()).isEqualTo(100);
    assertThat(told.durationMillis()).isEqualTo(250);
    assertThat(told.offsetGapBytes()).isEqualTo(7);
    assertThat(told.evidence()).containsExactly("this proxy saw it");
  }

  @Test
  void tellsWhatTheOldServerDiscardedWhenItHasRejoined() {
    LastRoleChange known = known();
    assertThat(known.discardedBytes()).isNull();
    assertThat(rejoined(known, Server.BACKUP, Given.EPOCH.number()).discardedBytes()).isEqualTo(42);
  }

  @Test
  void passesOverWhatWasDiscardedInAnEarlierEpochOrByTheOtherServer() {
    LastRoleChange known = known();
    assertThat(rejoined(known, Server.BACKUP, Given.EPOCH.number() - 2)).isEqualTo(known);
    assertThat(rejoined(known, Server.MASTER, Given.EPOCH.number())).isEqualTo(known);
  }

  @Test
  void keepsWhatWasDiscardedWhenTheControllerKnowsItNoLonger() {
    LastRoleChange first = rejoined(known(), Server.BACKUP, Given.EPOCH.number());
    assertThat(completed(first, Given.running())).isEqualTo(first);
  }

  /** The lockout of the proxy that promoted closed the operator's connection. */
  @Test
  void heedsTheProxyThatPromotedAlsoWhenItReportsLast() {
    Optional<Explanation> closed =
        Optional.of(
            new Explanation(
                Optional.of(Server.BACKUP),
                Cause.CLOSED,
                "Backup failed (connection closed)",
                List.of(),
                Optional.empty()));
    LastRoleChange first =
        told(RoleChange.Kind.EXTERNAL, Optional.of(Cause.NEWER_EPOCH), "it is newer", closed);
    assertThat(first.kind()).isEqualTo(RoleChangeKind.CRASH);

    StatusInput promoted =
        input(
            RoleChange.Kind.FAILOVER,
            Optional.of(Cause.HANDOVER),
            "Backup was parked for a handover",
            closed);
    assertThat(completed(first, promoted).kind()).isEqualTo(RoleChangeKind.HANDOVER);
    assertThat(completed(first, promoted).reason()).isEqualTo("Backup was parked for a handover.");
  }

  private static LastRoleChange known() {
    return told(
        RoleChange.Kind.FAILOVER, Optional.of(Cause.REFUSED), "Backup failed", Optional.empty());
  }

  private static LastRoleChange rejoined(LastRoleChange known, Server server, long epoch) {
    return completed(
        known,
        Given.with(
            Given.withDiscarded(
                Given.running().controller().orElseThrow(),
                new ControllerStatus.Discarded(server, epoch, 42))));
  }

  private static LastRoleChange completed(LastRoleChange known, StatusInput input) {
    RedisFailoverStatus before =
        new RedisFailoverStatus(
            1L, null, ServerName.MASTER, 7L, null, null, null, null, known, null, null);
    return Objects.requireNonNull(
        RoleChangeBuilder.of(input, Optional.of(before), Optional.of(ServerName.MASTER)));
  }

  private static LastRoleChange told(
      RoleChange.Kind kind,
      Optional<Cause> cause,
      String sentence,
      Optional<Explanation> explanation) {
    RedisFailoverStatus before =
        new RedisFailoverStatus(
            1L, null, ServerName.BACKUP, 6L, null, null, null, null, null, null, null);
    return Objects.requireNonNull(
        RoleChangeBuilder.of(
            input(kind, cause, sentence, explanation),
            Optional.of(before),
            Optional.of(ServerName.MASTER)));
  }

  private static StatusInput input(
      RoleChange.Kind kind,
      Optional<Cause> cause,
      String sentence,
      Optional<Explanation> explanation) {
    RoleChange change =
        new RoleChange(
            Optional.of(Server.BACKUP),
            Server.MASTER,
            kind,
            cause,
            "connection refused",
            sentence,
            moments(kind),
            RoleChange.Clients.UNKNOWN,
            OptionalLong.of(7),
            kind == RoleChange.Kind.FAILOVER ? List.of("this proxy saw it") : List.of());
    ProxyReply reply =
        new ProxyReply.Accepted(
            Optional.of(
                new ProxyReport(
                    "proxy",
                    Optional.of(Given.EPOCH),
                    Optional.of(Server.MASTER),
                    true,
                    "the proxy's words",
                    1,
                    Optional.empty(),
                    0,
                    3,
                    Optional.of(change),
                    Optional.empty())));
    return Given.withExplanation(
        explanation,
        Given.withReplies(Given.running().controller().orElseThrow(), Map.of(Given.PROXY, reply)));
  }

  /** Only a proxy that promoted knows when that was decided. */
  private static RoleChange.Moments moments(RoleChange.Kind kind) {
    Map<RoleChange.Moment, Instant> moments = new EnumMap<>(RoleChange.Moment.class);
    moments.put(RoleChange.Moment.LAST_ANSWER, Given.NOW.minusMillis(250));
    moments.put(RoleChange.Moment.ROUTED, Given.NOW);
    if (kind == RoleChange.Kind.FAILOVER) {
      moments.put(RoleChange.Moment.DECIDED, Given.NOW.minusMillis(150));
    }
    return new RoleChange.Moments(moments);
  }
}
