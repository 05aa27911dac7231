package io.redisfailover.failover.acl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failover keeps for itself, whatever rules a user has. */
class ReservedCommandsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+@all",
        "allcommands",
        "+@admin +@dangerous +@slow +@connection +@scripting +@write",
        "+replicaof +slaveof +failover +psync +sync +replconf +shutdown +debug",
        "+acl +config +module +client +function",
        "+acl|setuser +config|set +module|load +client|kill +function|load",
        "-@all +ACL|SetUser +Config +@Admin"
      })
  void leavesNoRuleWithAReservedCommand(String rules) {
    assertThat(ReservedCommands.allowedBy(AclRules.of(rules))).isNotEmpty();
    assertThat(ReservedCommands.functionsAllowedBy(behind(rules, AclDialect.SUBCOMMANDS)))
        .isEmpty();
    for (AclDialect dialect : AclDialect.values()) {
      assertThat(ReservedCommands.allowedBy(behind(rules, dialect))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsNoRightToAUserThatHasFew(AclDialect dialect) {
    assertThat(behind("~cache:* +@read", dialect).words())
        .noneMatch(word -> word.equals("+acl"))
        .filteredOn(word -> word.startsWith("+"))
        .containsExactly("+@read");
  }

  @Test
  void keepsWhatOfACommandIsFreeAndWasAllowed() {
    assertThat(behind("+@all", AclDialect.SUBCOMMANDS).words())
        .containsSubsequence("-acl", "+acl|cat", "+acl|genpass", "+acl|help", "+acl|whoami")
        .containsSubsequence("-config", "+config|get", "+config|resetstat", "+config|help")
        .containsSubsequence("-module", "+module|list", "+module|help")
        .containsSubsequence("-client|kill", "-client|pause", "-client|unpause")
        .contains("-script|debug")
        .doesNotContain("-client", "-script", "-function");
    assertThat(behind("+config|get", AclDialect.SUBCOMMANDS).words())
        .containsSubsequence("-config", "+config|get")
        .doesNotContain("+config|resetstat");
    assertThat(behind("+@all -@dangerous", AclDialect.SUBCOMMANDS).words())
        .contains("+acl|whoami")
        .doesNotContain("+config|get", "+module|list");
  }

  /** Before 7.0 a subcommand can be allowed but not withheld. */
  @Test
  void withholdsNoSubcommandWhereRedisCannot() {
    assertThat(behind("+@all", AclDialect.FIRST_ARGUMENTS).words())
        .containsSubsequence("-client", "+client|id", "+client|setname", "+client|list")
        .containsSubsequence("-script", "+script|exists", "+script|load")
        .noneMatch(word -> word.matches("-\\w+[|].*"));
    assertThat(behind("+@connection", AclDialect.FIRST_ARGUMENTS).words())
        .containsSubsequence("-client", "+client|id", "+client|setname");
  }

  @Test
  void letsAUserWriteFunctionsWhereThatIsAllowedAndItsOwnRulesSaySo() {
    AclRules rules = AclRules.of("+function|load");
    assertThat(
            ReservedCommands.functionsAllowedBy(
                ReservedCommands.withheldFrom(rules, AclDialect.SUBCOMMANDS, true)))
        .containsExactly("FUNCTION LOAD");
    assertThat(
            ReservedCommands.allowedBy(
                ReservedCommands.withheldFrom(AclRules.of("+@read"), AclDialect.SUBCOMMANDS, true)))
        .isEmpty();
  }

  @Test
  void namesTheReservedCommandsThatRulesAllow() {
    assertThat(ReservedCommands.allowedBy(AclRules.of("~* +@read +replicaof +config|set")))
        .containsExactly("REPLICAOF", "CONFIG SET");
  }

  private static AclRules behind(String rules, AclDialect dialect) {
    return ReservedCommands.withheldFrom(AclRules.of(rules), dialect, false);
  }
}
