package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.observer.Lulls;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.observer.SyncEvidence;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a proxy has seen arrives whole, as it stands here, and only from who knows the token. */
class PeerReportJsonTest {
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");
  private static final String ANSWER =
      """
      {"version":1,"nonce":"n1","at":"2026-01-31T12:00:00.123456789Z",\
      "epoch":{"number":7,"server":"Master","replicationId":"abc"},\
      "standby":{"runId":"run","linkedSince":"2026-01-31T11:59:00.123456789Z","linkUp":true,\
      "caughtUp":true,"markOffset":10,"highestOffset":20,"pingedEachSecond":true},\
      "activeSeenAt":"2026-01-31T11:59:59.823456789Z",\
      "watchedAt":"2026-01-31T11:59:59.873456789Z",\
      "failingSince":"2026-01-31T11:59:59.923456789Z",\
      "lulls":[{"from":"2026-01-31T11:59:58.123456789Z","to":"2026-01-31T11:59:59.123456789Z"}]}\
      """;

  private static EvidenceAnswer answer() {
    SyncEvidence evidence =
        new SyncEvidence(
            Optional.of("run"),
            Optional.of(AT.minusSeconds(60)),
            true,
            true,
            10,
            20,
            true,
            Optional.of(AT.minusMillis(300)),
            Optional.of(AT.minusMillis(250)),
            Optional.empty());
    return new EvidenceAnswer(
        "n1",
        new PeerReport(
            AT,
            Optional.of(new Epoch(7, Server.MASTER, "abc")),
            evidence,
            Optional.of(AT.minusMillis(200)),
            Lulls.NONE.with(new Lull(AT.minusSeconds(2), AT.minusSeconds(1)))));
  }

  @Test
  void arrivesWhole() throws BadMessageException {
    assertThat(ReplyJson.write(answer())).isEqualTo(ANSWER);
    assertThat(ReplyJson.evidence(ANSWER)).isEqualTo(answer());
  }

  @Test
  void whatAProxySaysThatHasSeenNothingArrivesToo() throws BadMessageException {
    EvidenceAnswer nothing =
        new EvidenceAnswer(
            "n1",
            new PeerReport(AT, Optional.empty(), SyncEvidence.NONE, Optional.empty(), Lulls.NONE));

    assertThat(ReplyJson.evidence(ReplyJson.write(nothing))).isEqualTo(nothing);
  }

  @Test
  void isBounded() {
    String lull = ANSWER.substring(ANSWER.indexOf("[{") + 1, ANSWER.indexOf("}]") + 1);
    String many = ANSWER.replace(lull, (lull + ",").repeat(Lulls.MOST) + lull);

    assertThatThrownBy(() -> ReplyJson.evidence(many)).isInstanceOf(BadMessageException.class);
    assertThatThrownBy(() -> ReplyJson.evidence(ANSWER.replace("11:59:58", "12:59:58")))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("a lull ends before it begins");
  }

  @Test
  void isSignedByTheToken() {
    String signature = TokenSignature.of("a token", ANSWER);

    assertThat(signature).hasSize(64);
    assertThat(TokenSignature.matches("a token", ANSWER, Optional.of(signature))).isTrue();
    assertThat(TokenSignature.matches("another", ANSWER, Optional.of(signature))).isFalse();
    assertThat(TokenSignature.matches("a token", ANSWER + " ", Optional.of(signature))).isFalse();
    assertThat(TokenSignature.matches("a token", ANSWER, Optional.empty())).isFalse();
  }
}
