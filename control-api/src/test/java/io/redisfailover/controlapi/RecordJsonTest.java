package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {
  private static final Epoch EPOCH = EveryComponent.set(new Epoch(7, Server.MASTER, "abc"));

  private static final String RECORD =
      """
      {"version":1,"epoch":{"number":7,"server":"Master","replicationId":"abc"}}\
      """;

  @Test
  void whatWasWrittenIsReadAgain() throws BadMessageException {
    assertThat(RecordJson.write(EPOCH)).isEqualTo(RECORD);
    assertThat(RecordJson.read(RECORD + "\n")).isEqualTo(EPOCH);
  }

  @Test
  void passesOverWhatANewerReleaseWrites() throws BadMessageException {
    String newer =
        RECORD.replace("\"version\":1", "\"version\":1,\"x\":{}").replace("7,", "7,\"y\":1,");

    assertThat(RecordJson.read(newer)).isEqualTo(EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "version":1,          | "version":4294967297, | its version is not 1
          "version":1,          | "version":2,          | its version is not 1
          "version":1,          |                       | its version is not 1
          "version":1,          | "version":1.0,        | version is not a whole number from -9223372036854775808 to 9223372036854775807
          }}                    | }} more               | it is not JSON
          "number":7            | "number":7,"number":9 | it is not JSON
          "replicationId":"abc" | "replicationId":""    | replicationId is empty or too long
          "epoch":              | "line":               | the field epoch of it is missing
          """)
  void readsNothingElse(String part, @Nullable String instead, String sentence) {
    String wrong = RECORD.replace(part, instead == null ? "" : instead);
    assertThat(wrong).isNotEqualTo(RECORD);

    BadMessageException refused =
        catchThrowableOfType(BadMessageException.class, () -> RecordJson.read(wrong));

    assertThat(refused.sentence()).isEqualTo(sentence);
  }
}
