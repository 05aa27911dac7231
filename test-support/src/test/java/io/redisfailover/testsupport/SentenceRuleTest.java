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
        "if (why.equals(CLOSED)) {",
        "CLOSED.equals(decision.why())",
        "Reasons.CLOSED.equals(why)",
        "Objects.equals(report.message(), \"closed\")",
        "Objects.equals(\"closed\", detail)",
        "Set.of(\"closed\", \"refused\").contains(decision.reason())",
        "KNOWN.contains(why)",
        "Map.of(\"closed\", Cause.CLOSED).get(reason)",
        "CAUSES.get(detectedBy.get())",
        "switch (decision.why()) {\n  case \"closed\" -> true;",
        "why().charAt(0)",
      })
  void findsALook(String source) {
    assertThat(SentenceRule.violations(source, true)).isNotEmpty();
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
        "note.substring(0, LONGEST)",
        "result.inWords().replace(\"|\", \"\")",
        "if (why.equals(before)) {",
        "Objects.equals(why, before.why())",
        "sentences.get(reason)",
        "switch (message) {\n  case Hello hello -> true;",
      })
  void letsEverythingElsePass(String source) {
    assertThat(SentenceRule.violations(source, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (text.equals(\"closed\")) {",
        "\"closed\".equals(said)",
        "Objects.equals(text, \"closed\")",
        "Set.of(\"closed\").contains(text)",
        "CAUSES.get(words)",
        "switch (text) {\n  case \"closed\" -> true;",
      })
  void letsOnlyReadersOfOthersCompareWhatMayBeASentence(String source) {
    assertThat(SentenceRule.violations(source, false)).isNotEmpty();
    assertThat(SentenceRule.violations(source, true)).isEmpty();
  }

  @Test
  void namesThePlace() {
    assertThat(SentenceRule.violations("a.why().contains(b)", true))
        .containsExactly("why().contains(");
  }
}
