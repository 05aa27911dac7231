package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a look into a sentence. */
class SentenceRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (decision.why().contains(\"is parked\")) {",
        "report.message().contains(\"is active\")",
        "boolean crash = told.sentence()\n    .startsWith(word);",
        "obstacle.get().endsWith(\".\")",
        "reason.matches(\".*refused.*\")",
        "detectedBy.split(\" \", -1)",
        "if (why.equals(\"closed\")) {",
        "if (text.equals(\"connection refused\")) {",
        "\"no answer\".equals(text)",
        "case \"an order is under way\" -> true;",
      })
  void findsALook(String source) {
    assertThat(SentenceRule.violations(source)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOG.info(decision.why());",
        "why + \"; and more\"",
        "if (!sentence.equals(before.sentence())) {",
        "obstacle.isEmpty()",
        "case \"failover\" -> Kind.FAILOVER;",
        "words.contains(\"--help\")",
      })
  void letsEverythingElsePass(String source) {
    assertThat(SentenceRule.violations(source)).isEmpty();
  }

  @Test
  void namesThePlace() {
    assertThat(SentenceRule.violations("a.why().contains(b)")).containsExactly("why().contains(");
  }
}
