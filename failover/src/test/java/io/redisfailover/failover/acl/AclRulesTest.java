package io.redisfailover.failover.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules a user may have, and what they allow. */
class AclRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "~cache:* +@read",
        "~* &* +@all",
        "%R~in:* %RW~both:* %W~out:* +get +set",
        "allkeys allchannels allcommands",
        "resetkeys resetchannels nocommands",
        "  ~a\n\t+config|get  -@dangerous ",
        "+FT.SEARCH +@Read -CLIENT|No-Evict +select|0",
        "~a(b) ~x)y &"
      })
  void acceptsRulesAboutKeysChannelsAndCommands(String rules) {
    assertThat(AclRules.of(rules).refusal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on",
        "off",
        "nopass",
        "resetpass",
        "reset",
        "sanitize-payload",
        "skip-sanitize-payload",
        "SKIP-SANITIZE-PAYLOAD",
        "clearselectors",
        "~a\u0000b",
        "%~a",
        "%X~a",
        "+",
        "+@",
        "+config|set|maxmemory",
        "get"
      })
  void refusesRulesAboutAnythingElseAndNamesThem(String rule) {
    assertThat(AclRules.of("~* +@read " + rule).refusal().orElseThrow())
        .startsWith(rule + " is no rule about keys, channels or commands; use ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(+@all ~*)", "(+replicaof", "()"})
  void refusesSelectorsFromWhichNoLaterRuleTakesAnything(String selector) {
    assertThat(AclRules.of("~* " + selector).refusal().orElseThrow())
        .startsWith("a selector adds rights that no later rule can withhold; use another user");
  }

  @ParameterizedTest
  @ValueSource(strings = {">secret", "<secret", "#secret", "!secret"})
  void refusesPasswordsAndQuotesNone(String password) {
    assertThat(AclRules.of("~* " + password).refusal().orElseThrow())
        .startsWith("a password is no rule about keys, channels or commands;")
        .doesNotContain("secret");
  }

  @Test
  void refusesNoRuleAtAll() {
    assertThat(AclRules.of("  ").refusal().orElseThrow()).startsWith("no rule; set a rule such as");
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "+@all, true",
    "allcommands, true",
    "+@admin, true",
    "+@ADMIN, true",
    "+@read, false",
    "+config, true",
    "+config|get, true",
    "+CONFIG|GET, true",
    "+config|set, false",
    "+@all -config, false",
    "+@all -config|get, false",
    "+@all -config|set, true",
    "+@all -@dangerous, false",
    "+@all -@read, true",
    "+@all nocommands, false",
    "-config|get +@all, true",
    "~config +get, false"
  })
  void lastRuleAboutACommandDecides(String rules, boolean allowed) {
    assertThat(
            AclRules.of(rules)
                .allow("config", Optional.of("get"), Set.of("admin", "dangerous", "slow")))
        .isEqualTo(allowed);
  }
}
