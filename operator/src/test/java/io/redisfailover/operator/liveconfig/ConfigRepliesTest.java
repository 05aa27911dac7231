package io.redisfailover.operator.liveconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say to {@code CONFIG SET}, in their own words, and what it means. */
class ConfigRepliesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
          ERR CONFIG SET failed (possibly related to argument 'databases') - can't set protected config
          ERR Unsupported CONFIG parameter: databases
          """)
  void aSettingThatIsReadAtTheStartNeedsARestart(String words) {
    assertThat(judge("databases", "20", words, "databases\n16"))
        .isEqualTo(new LiveConfigResult(Set.of("databases"), Map.of(), Map.of(), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value
          ERR Invalid argument 'much' for CONFIG SET 'maxmemory'
          """)
  void aValueThatCannotBeIsRefusedInTheServersWords(String words) {
    assertThat(judge("maxmemory", "much", words, "maxmemory\n0"))
        .isEqualTo(new LiveConfigResult(Set.of(), Map.of("maxmemory", words), Map.of(), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'
          ERR Unsupported CONFIG parameter: nosuch
          """)
  void aSettingThatIsNotKnownIsRefused(String words) {
    assertThat(judge("nosuch", "1", words, "").refused())
        .containsExactly(Map.entry("nosuch", words));
  }

  @Test
  void aSettingThatTheServerHasAlreadyNeedsNothing() {
    assertThat(
            judge(
                "databases",
                "16",
                "ERR CONFIG SET failed (possibly related to argument 'databases') - can't set"
                    + " immutable config",
                "databases\n16"))
        .isEqualTo(LiveConfigResult.TAKEN);
  }

  private static LiveConfigResult judge(String name, String value, String said, String got) {
    return ConfigReplies.judge(
        List.of(Map.entry(name, value)), List.of(Reply.error(said)), List.of(Reply.ok(got)));
  }
}
