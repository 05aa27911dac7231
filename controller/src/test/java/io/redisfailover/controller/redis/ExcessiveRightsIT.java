package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of a plain server who may run what failover keeps for itself. */
class ExcessiveRightsIT {
  private static final Set<String> EXEMPT = Set.of("default", "failover");

  @Test
  void areNamedWithTheRulesThatTakeThemAway() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      user(redis, "shop", "~* +@all");
      user(redis, "cache", "~* +@read +config|set");

      List<String> sentences = sentences(redis);

      assertThat(sentences)
          .satisfiesExactly(
              cache ->
                  assertThat(cache)
                      .startsWith(
                          "Master: user cache may run CONFIG SET, which failover keeps for itself;"
                              + " run ACL SETUSER cache -replicaof "),
              shop ->
                  assertThat(shop)
                      .startsWith(
                          "Master: user shop may run ACL DELUSER, ACL DRYRUN, ACL GETUSER and ")
                      .endsWith(" on both servers, and keep it in their configuration."));
      for (String sentence : sentences) {
        String command = sentence.replaceAll(".* run (ACL SETUSER .*) on both servers.*", "$1");
        assertThat(redis.ask(command.split(" ", -1))).isEqualTo("OK");
      }
      assertThat(sentences(redis)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+@all",
        "-@all +replicaof +client|kill +config|set",
        "~* +@read +@write +config|get",
        "~* +@all -@dangerous -@admin"
      })
  void areNoneOfAUserWithoutKeysOrWithoutThem(String rules) throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      user(redis, "shop", rules);
      user(redis, "failover", "~* +@all");
      assertThat(sentences(redis)).isEmpty();
    }
  }

  @Test
  void areNoneOfAUserWithTheDocumentedRules() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      user(
          redis,
          "shop",
          ReservedCommands.withheldFrom(AclRules.EVERYTHING, AclDialect.SUBCOMMANDS, false)
              .toString());
      assertThat(sentences(redis)).isEmpty();
    }
  }

  @Test
  void areFoundInASelectorAndNotInAUserThatIsOff() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      user(redis, "off", "~* +@all off");
      assertThat(redis.ask("ACL", "SETUSER", "shop", "on", ">word", "+get", "(~a* +@admin)"))
          .isEqualTo("OK");
      assertThat(sentences(redis))
          .singleElement()
          .asString()
          .startsWith("Master: user shop may run ")
          .contains("run ACL SETUSER shop clearselectors -replicaof ");
    }
  }

  private static void user(RedisProcess redis, String name, String rules) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", name, "on", ">word"));
    words.addAll(List.of(rules.split(" ", -1)));
    assertThat(redis.ask(words.toArray(String[]::new))).isEqualTo("OK");
  }

  private static List<String> sentences(RedisProcess redis) throws NoAnswerException {
    ServerAccess access =
        TestAccess.server(
            Server.MASTER,
            new Endpoints(TestAccess.endpoint(redis), new Endpoint("127.0.0.1", 2)),
            ConnectionName.CONTROLLER);
    ServerTraits traits = new RequiredSettings(access, Duration.ofSeconds(1)).settings().traits();
    return ExcessiveRights.sentences(Server.MASTER, traits, EXEMPT);
  }
}
