package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.fleet.ProxyFailover;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.controller.fleet.ProxyStatus;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.pair.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a change, from what the proxy that promoted has told. */
class FailoverReportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection refused | Backup: connection refused: Master is promoted | CRASH
          no answer | Backup: connection refused: Master is promoted | CRASH
          no answer | Backup: closes every connection: Master is promoted | CRASH
          no answer | Backup has not answered for 1500 ms: Master is promoted | HANG
          parked | Backup is parked: Master is promoted | HANDOVER
          """)
  void namesTheFailureAsTheDecisionDoes(String detectedBy, String sentence, FailoverKind kind) {
    LastFailover told = told(detectedBy, sentence);
    assertThat(told.kind()).isEqualTo(kind);
    assertThat(told.reason()).isEqualTo(sentence);
  }

  /** The proxies only took its word over, and one of them may have seen a late probe first. */
  @Test
  void namesAFailoverThatTheOperatorCarriedOutAsTheOperatorDid() {
    Cause cause = new Cause(false, "Backup: connection refused: Master is promoted");
    LastFailover told =
        told(
            ProxyFailover.Kind.ADOPTION,
            "no answer",
            "Master is master and its data carry line 7",
            Optional.of(cause));
    assertThat(told.kind()).isEqualTo(FailoverKind.CRASH);
    assertThat(told.reason()).isEqualTo(cause.sentence());
  }

  @Test
  void tellsHowLongItTookAndWhatWasMissing() {
    LastFailover told = told("connection refused", "Backup: connection refused");
    assertThat(told.from()).isEqualTo(NodeName.BACKUP);
    assertThat(told.to()).isEqualTo(NodeName.MASTER);
    assertThat(told.detectedAfterMillis()).isEqualTo(100);
    assertThat(told.durationMillis()).isEqualTo(250);
    assertThat(told.offsetGapBytes()).isEqualTo(7);
  }

  private static LastFailover told(String detectedBy, String sentence) {
    return told(ProxyFailover.Kind.FAILOVER, detectedBy, sentence, Optional.empty());
  }

  private static LastFailover told(
      ProxyFailover.Kind kind, String detectedBy, String sentence, Optional<Cause> cause) {
    ProxyFailover failover =
        new ProxyFailover(
            Given.NOW,
            Optional.of(Node.BACKUP),
            Node.MASTER,
            kind,
            detectedBy,
            sentence,
            Optional.of(Duration.ofMillis(100)),
            Duration.ofMillis(250),
            Optional.of(7L));
    ProxyReply reply =
        new ProxyReply.Accepted(
            Optional.of(
                new ProxyStatus(
                    "proxy",
                    Optional.of(Given.LINE),
                    Optional.of(Node.MASTER),
                    true,
                    "the proxy's words",
                    1,
                    Optional.empty(),
                    0,
                    3,
                    Optional.of(failover))));
    StatusInput input =
        Given.withCause(
            cause,
            Given.withReplies(Given.running().pair().orElseThrow(), Map.of(Given.PROXY, reply)));
    RedisFailoverStatus before =
        new RedisFailoverStatus(1L, null, NodeName.BACKUP, 6L, null, null, null, null, null);
    return Objects.requireNonNull(
        FailoverReport.of(input, Optional.of(before), Optional.of(NodeName.MASTER)));
  }
}
