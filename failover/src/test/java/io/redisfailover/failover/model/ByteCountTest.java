package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 bytes",
        "1 | 1 byte",
        "50424 | 50,424 bytes",
        "1048575 | 1,048,575 bytes",
        "1048576 | 1 MiB",
        "18350080 | 18 MiB",
        "1099511627776 | 1,048,576 MiB"
      })
  void saysBytesExactlyBelowOneMebibyteAndWholeMebibytesAbove(long bytes, String words) {
    assertThat(ByteCount.inWords(bytes)).isEqualTo(words);
  }
}
