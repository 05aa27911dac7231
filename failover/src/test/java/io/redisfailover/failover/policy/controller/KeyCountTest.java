package io.redisfailover.failover.policy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 keys",
    "1, 1 key",
    "99, 99 keys",
    "100, 100 keys",
    "3086, more than 3000 keys",
    "9223372036854775807, more than 9000000000000000000 keys"
  })
  void fewKeysAreCountedAndManyAreRounded(long keys, String words) {
    assertThat(KeyCount.inWords(keys)).isEqualTo(words);
  }

  @Test
  void theSentenceOfAServerThatIsBeingWrittenToStaysTheSame() {
    assertThat(LongStream.range(3086, 3341).mapToObj(KeyCount::inWords).distinct()).hasSize(1);
  }
}
