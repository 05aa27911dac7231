package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no server is active | No server is active.",
        "Backup is parked. | Backup is parked.",
        "''|''",
        "élan | Élan.",
        "stopped, and started | Stopped, and started.",
        "pair.yaml was read | pair.yaml was read.",
        "etc/pair was read | etc/pair was read.",
        "listen.port: 0 is no port. | listen.port: 0 is no port."
      })
  void beginsWithACapitalAndEndsWithOneFullStop(String words, String sentence) {
    assertThat(Sentence.of(words)).isEqualTo(sentence);
  }
}
