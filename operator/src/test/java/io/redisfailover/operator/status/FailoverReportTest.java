package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.pair.Explanation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a change, from what the proxy that promoted has told. */
class FailoverReportTest {
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
          SWITCHOVER | Backup is parked, refused and closed | SWITCHOVER
          FAILBACK | as it was | FAILBACK
          """)
  void namesTheChangeByItsCauseWhateverTheSentenceSays(
      Cause cause, String sentence, FailoverKind kind) {
    LastFailover told =
        told(RoleChange.Kind.FAILOVER, Optional.of(cause), sentence, Optional.empty());
    assertThat(told.kind()).isEqualTo(kind);
    assertThat(told.reason()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void namesEveryCauseOfTheController(Cause cause) {
    LastFailover told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is master and its data carry line 7",
            Optional.of(new Explanation(Optional.of(Node.BACKUP), cause, "why")));
    assertThat(told.kind()).isNotNull();
    assertThat(told.reason()).isEqualTo("why");
  }

  /** The proxies only took its word over, and one of them may have seen a late probe first. */
  @Test
  void namesAFailoverThatTheOperatorCarriedOutAsTheOperatorDid() {
    Explanation explanation =
        new Explanation(Optional.of(Node.BACKUP), Cause.REFUSED, "Backup: Master is promoted");
    LastFailover told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is master and its data carry line 7",
            Optional.of(explanation));
    assertThat(told.kind()).isEqualTo(FailoverKind.CRASH);
    assertThat(told.reason()).isEqualTo(explanation.sentence());
  }

  /** A proxy knows only that it was asked to prepare; the operator knows what for. */
  @Test
  void namesAPlannedSwitchAsTheOperatorThatDidIt() {
    LastFailover told =
        told(
            RoleChange.Kind.SWITCHOVER,
            Optional.of(Cause.SWITCHOVER),
            "Master is master and its data carry line 7",
            Optional.of(new Explanation(Optional.of(Node.BACKUP), Cause.FAILBACK, "back")));
    assertThat(told.kind()).isEqualTo(FailoverKind.FAILBACK);
    assertThat(told.reason()).isEqualTo("back");
  }

  @Test
  void passesOverTheExplanationOfAnEarlierChange() {
    LastFailover told =
        told(
            RoleChange.Kind.FAILOVER,
            Optional.of(Cause.SILENT),
            "Backup: Master is promoted",
            Optional.of(new Explanation(Optional.of(Node.MASTER), Cause.SWITCHOVER, "asked for")));
    assertThat(told.kind()).isEqualTo(FailoverKind.HANG);
    assertThat(told.reason()).isEqualTo("Backup: Master is promoted");
  }

  @Test
  void doesNotGuessWhatNobodySaw() {
    LastFailover told =
        told(
            RoleChange.Kind.EXTERNAL,
            Optional.of(Cause.NEWER_EPOCH),
            "Master is master, and Backup is parked or refused",
            Optional.empty());
    assertThat(told.kind()).isEqualTo(FailoverKind.UNKNOWN);
  }

  /** A proxy of a newer release may name a cause that this one does not know. */
  @Test
  void tellsTheSentenceOfACauseThatItDoesNotKnow() {
    LastFailover told =
        told(RoleChange.Kind.FAILOVER, Optional.empty(), "Backup melted", Optional.empty());
    assertThat(told.kind()).isEqualTo(FailoverKind.UNKNOWN);
    assertThat(told.reason()).isEqualTo("Backup melted");
  }

  @Test
  void tellsHowLongItTookAndWhatWasMissing() {
    LastFailover told =
        told(
            RoleChange.Kind.FAILOVER,
            Optional.of(Cause.REFUSED),
            "Backup: connection refused",
            Optional.empty());
    assertThat(told.from()).isEqualTo(NodeName.BACKUP);
    assertThat(told.to()).isEqualTo(NodeName.MASTER);
    assertThat(told.detectedAfterMillis()).isEqualTo(100);
    assertThat(told.durationMillis()).isEqualTo(250);
    assertThat(told.offsetGapBytes()).isEqualTo(7);
  }

  private static LastFailover told(
      RoleChange.Kind kind,
      Optional<Cause> cause,
      String sentence,
      Optional<Explanation> explanation) {
    RoleChange change =
        new RoleChange(
            Given.NOW,
            Optional.of(Node.BACKUP),
            Node.MASTER,
            kind,
            cause,
            "connection refused",
            sentence,
            Optional.of(Duration.ofMillis(100)),
            Duration.ofMillis(250),
            new RoleChange.Clients(OptionalLong.empty(), 0, Optional.empty()),
            OptionalLong.of(7),
            Map.of());
    ProxyReply reply =
        new ProxyReply.Accepted(
            Optional.of(
                new ProxyReport(
                    "proxy",
                    Optional.of(Given.LINE),
                    Optional.of(Node.MASTER),
                    true,
                    "the proxy's words",
                    1,
                    Optional.empty(),
                    0,
                    3,
                    Optional.of(change))));
    StatusInput input =
        Given.withExplanation(
            explanation,
            Given.withReplies(Given.running().pair().orElseThrow(), Map.of(Given.PROXY, reply)));
    RedisFailoverStatus before =
        new RedisFailoverStatus(1L, null, NodeName.BACKUP, 6L, null, null, null, null, null, null);
    return Objects.requireNonNull(
        FailoverReport.of(input, Optional.of(before), Optional.of(NodeName.MASTER)));
  }
}
