package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ErrorReply.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorReplyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-LOADING Redis is loading the dataset in memory|LOADING|false|false",
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.|BUSY|false|false",
        "-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist on disk.|MISCONF|false|true",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.|MASTERDOWN|false|true",
        "NOAUTH Authentication required.|NOAUTH|true|false",
        "WRONGPASS invalid username-password pair or user is disabled.|WRONGPASS|true|false",
        "ERR invalid password|WRONGPASS|true|false",
        "NOPERM this user has no permissions to run the 'info' command|NOPERM|true|false",
        "DENIED Redis is running in protected mode because protected mode is enabled|DENIED|true|false",
        "ERR max number of clients reached|MAX_CLIENTS|false|false",
        "OOM command not allowed when used memory > 'maxmemory'.|OOM|false|true",
        "NOREPLICAS Not enough good replicas to write.|NOREPLICAS|false|true",
        "READONLY You can't write against a read only replica.|READONLY|false|false",
        "NOMASTERLINK Can't SYNC while not connected with my master|NOMASTERLINK|false|false",
        "ERR unknown command 'FCALL_RO'|OTHER|false|false"
      })
  void sortsEveryErrorThatAProbeCanMeet(
      String text, Kind kind, boolean configurationFault, boolean usable) {
    ErrorReply error = ErrorReply.parse(text);
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.isConfigurationFault()).isEqualTo(configurationFault);
    assertThat(error.leavesServerUsable()).isEqualTo(usable);
    assertThat(error.text()).doesNotStartWith("-");
  }

  @Test
  void showsNoneOfTheCharactersThatAServerCouldForgeALineWith() {
    String evil = "-ERR no\r\n2026-01-01 ERROR Proxy: forged\u001b[2J\u009b\u202e";
    Reply reply = Reply.error(evil);
    assertThat(ErrorReply.parse(reply.text()))
        .hasToString("ERR no\\r\\n2026-01-01 ERROR Proxy: forged\\x1b[2J\\x9b\\u202e");
    assertThat(Reply.error("-ERR " + "x".repeat(1 << 20)).text()).hasSize(Printable.LONGEST);
    assertThat(Reply.ok("a\nb").text()).isEqualTo("a\nb");
  }
}
