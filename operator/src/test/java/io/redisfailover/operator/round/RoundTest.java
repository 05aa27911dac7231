package io.redisfailover.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.controllers.ControllerInputs;
import io.redisfailover.operator.desired.AclUser;
import io.redisfailover.operator.desired.DesiredState;
import io.redisfailover.operator.desired.UsersFile;
import io.redisfailover.operator.liveconfig.LiveConfigResult;
import io.redisfailover.operator.liveconfig.UserChange;
import io.redisfailover.operator.roll.RollPolicy;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.status.ConditionReason;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.Given;
import io.redisfailover.operator.status.ResourceEvent;
import io.redisfailover.operator.status.StatusBuilder;
import io.redisfailover.operator.status.StatusInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from one observation. */
class RoundTest {
  private static final StatusInput.Obstacle REFUSED =
      new StatusInput.Obstacle(ConditionReason.APPLY_FAILED, "The API server refused it.");

  private static final String USERS =
      "auth: {users: [{name: shop, secretName: words, rules: '+get'}]}";

  private static final Secret WORDS = new SecretBuilder().addToData("password", "d29yZA==").build();

  @Test
  void isInProgressUntilServersHaveTheirSettingsAndProxiesTheirs() {
    Round asked = decide(new Observed().replies(Map.of()));
    assertThat(condition(asked, "Progressing").message())
        .isEqualTo("Waiting for Master and Backup to take the settings and users.");
    Round rolled = decide(new Observed().rollout("1 of 2 proxies are up to date."));
    assertThat(condition(rolled, "Progressing").message())
        .isEqualTo("1 of 2 proxies are up to date.");
  }

  @Test
  void takesNoProxyOfAPausedResourceAway() {
    assertThat(new Observed().now().replaceableProxies()).hasSize(1);
    assertThat(new Observed().paused().now().replaceableProxies()).isEmpty();
  }

  @Test
  void saysWhatRefusesThePodOfAServerAndLooksAgain() {
    String words = "create Pod cache-backup-0 in StatefulSet cache-backup failed error: no";
    Round round = decide(new Observed().refused(Server.BACKUP, words).replies(Map.of()));
    assertThat(condition(round, "Progressing").message())
        .isEqualTo("The pod of Backup cannot be created: " + words + ".");
    assertThat(condition(round, "Reconciling").message())
        .isEqualTo("The pod of Backup cannot be created: " + words + ".");
    assertThat(round.status().orElseThrow().toString())
        .contains("message=The pod cannot be created: " + words + ".");
    assertThat(round.again()).isTrue();
  }

  /** A quota or a policy: not all of the spec is in effect. */
  @Test
  void doesNotCallASpecAppliedWhosePodsAreRefused() {
    Round server = decide(new Observed().refused(Server.BACKUP, "exceeded quota: small"));
    Condition applied = condition(server, "ConfigurationApplied");
    assertThat(applied.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(applied.reason()).isEqualTo("ApplyFailed");
    assertThat(applied.message())
        .isEqualTo("The pod of Backup cannot be created: exceeded quota: small.");

    String words = "1 of 2 proxies are up to date: exceeded quota: small.";
    Condition proxies =
        condition(decide(new Observed().refusedProxies(words)), "ConfigurationApplied");
    assertThat(proxies.reason()).isEqualTo("ApplyFailed");
    assertThat(proxies.message()).isEqualTo(words);
    assertThat(condition(decide(new Observed().rollout(words)), "ConfigurationApplied").status())
        .isEqualTo(ConditionStatus.TRUE);
  }

  @Test
  void aRolloutIsStuckWhereAProxyDoesNotStartWithTheNewSpec() {
    String words = "1 of 2 proxies are up to date: ImagePullBackOff: no such image.";
    Round round = decide(new Observed().stuckProxies(words));
    Condition applied = condition(round, "ConfigurationApplied");
    assertThat(applied.reason()).isEqualTo("RolloutStuck");
    assertThat(applied.message())
        .isEqualTo(words + " Correct the spec, or what refuses it; the former proxies stay.");
  }

  @Test
  void aRolloutIsStuckWhereThePodOfTheRestartedStandbyIsRefused() {
    Round round =
        decide(
            new Observed().outdated(Server.MASTER).refused(Server.BACKUP, "exceeded quota: small"));
    assertThat(round.roll())
        .isEqualTo(
            new RollStep.Stuck(
                "Backup does not start with the new spec (exceeded quota: small); correct the spec, or what refuses it."
                    + " Master is still serving and was not restarted."));
    assertThat(condition(round, "ConfigurationApplied").reason()).isEqualTo("RolloutStuck");
  }

  @Test
  void appliesADisruptionBudgetOnceTheFirstOfItsPodsIsThere() {
    Observation withPods = new Observed().withoutSecret().now();
    Observation withoutPods = new Observed().withoutSecret().withoutPods().now();
    for (HasMetadata object : desired(withPods)) {
      assertThat(withPods.applicable(object)).contains(object);
      assertThat(withoutPods.applicable(object).isEmpty())
          .as(object.getKind())
          .isEqualTo(object instanceof PodDisruptionBudget);
    }
    Observation withProxies = new Observed().withoutSecret().pods(Map.of()).now();
    assertThat(desired(withProxies).stream().filter(it -> withProxies.applicable(it).isEmpty()))
        .extracting(object -> object.getMetadata().getName())
        .containsExactly("cache-redis");
    assertThat(desired(withPods).getLast()).isInstanceOf(PodDisruptionBudget.class);
  }

  private static List<HasMetadata> desired(Observation seen) {
    return switch (DesiredState.of(seen.resource(), seen.inputs(), () -> "random")) {
      case DesiredState.Objects objects -> objects.applied();
      case DesiredState.Rejected(String sentence, var secrets) ->
          throw new AssertionError(sentence);
    };
  }

  @Test
  void keepsAControllerRunningAndChangesNothingElseWhereAllIsWell() {
    Round round = decide(new Observed());
    assertThat(round.controller()).isInstanceOf(ControllerStep.Run.class);
    assertThat(round.liveConfig()).isEmpty();
    assertThat(round.requests()).isEmpty();
    assertThat(round.roll()).isInstanceOf(RollStep.Settled.class);
    assertThat(round.status()).isPresent();
    assertThat(round.again()).isFalse();
  }

  @Test
  void decidesTheSameFromTheSameObservation() {
    Observation seen = new Observed().outdated(Server.MASTER).now();
    assertThat(Round.decide(seen, Applied.UNCHANGED))
        .isEqualTo(Round.decide(seen, Applied.UNCHANGED));
  }

  @Test
  void showsNoSecret() {
    Observation seen = new Observed().replies(Map.of()).now();
    assertThat(seen.toString() + Round.decide(seen, Applied.UNCHANGED))
        .doesNotContain("password", "token", "cGFzc3dvcmQ=", "dG9rZW4=");
  }

  @Test
  void runsNoControllerAndTouchesNothingWhilePaused() {
    Round round =
        decide(new Observed().paused().outdated(Server.MASTER, Server.BACKUP).replies(Map.of()));
    assertThat(round.controller()).isInstanceOf(ControllerStep.Stop.class);
    assertThat(round.liveConfig()).isEmpty();
    assertThat(round.requests()).isEmpty();
    assertThat(round.roll()).isInstanceOf(RollStep.Settled.class);
    assertThat(condition(round, "Ready").reason()).isEqualTo("Paused");
  }

  @Test
  void leavesTheControllerAsItIsWhileItsSecretIsMissing() {
    assertThat(decide(new Observed().withoutSecret()).controller())
        .isInstanceOf(ControllerStep.Wait.class);
  }

  @Test
  void tellsTheControllerWhereTheServersAreAndWhetherTheyRun() {
    ControllerStep step = decide(new Observed()).controller();
    assertThat(step)
        .isInstanceOfSatisfying(
            ControllerStep.Run.class,
            run -> {
              assertThat(run.inputs().settings().endpoints().backup().host()).isEqualTo("10.0.0.2");
              assertThat(run.inputs().presence()).containsOnlyKeys(Server.values());
            });
  }

  @Test
  void restartsTheStandbyFirstAndAsksForASwitchoverThen() {
    Round first = decide(new Observed().outdated(Server.MASTER, Server.BACKUP));
    assertThat(first.roll())
        .isInstanceOfSatisfying(
            RollStep.Restart.class, it -> assertThat(it.server()).isEqualTo(Server.BACKUP));
    Round second = decide(new Observed().outdated(Server.MASTER));
    assertThat(second.roll()).isInstanceOf(RollStep.Switchover.class);
    assertThat(second.requests())
        .singleElement()
        .isInstanceOfSatisfying(
            RequestStep.Ask.class,
            it -> {
              assertThat(it.request()).isEqualTo(new ControllerRequest.Switchover(Server.BACKUP));
              assertThat(it.why()).isEqualTo(second.roll().why());
            });
  }

  /** A new template has a new revision, which Kubernetes publishes a moment later. */
  @Test
  void restartsNoServerInARoundThatChangedItsStatefulSet() {
    Observation seen = new Observed().outdated(Server.MASTER, Server.BACKUP).now();
    Round round = Round.decide(seen, new Applied(Optional.empty(), true));
    assertThat(round.roll()).isInstanceOf(RollStep.Waiting.class);
    assertThat(condition(round, "Progressing").message()).isEqualTo(round.roll().why());
  }

  @Test
  void restartsNoServerOnTheWordOfAControllerThatShutsDown() {
    Round round = decide(new Observed().outdated(Server.MASTER, Server.BACKUP).ending());
    assertThat(round.roll()).isInstanceOf(RollStep.Waiting.class);
  }

  /** A claim of a deleted resource of the same name is not watched. */
  @Test
  void looksAgainWhileAnObjectIsInTheWayThatWillGo() {
    Round round =
        Round.decide(
            new Observed().now(),
            new Applied(Optional.empty(), false, true, Applied.ProxyRoll.NONE));

    assertThat(round.again()).isTrue();
    assertThat(condition(round, "ConfigurationApplied").reason()).isEqualTo("Applied");
  }

  @Test
  void saysThatTheProxiesWaitForThoseOfOtherResources() {
    Round round =
        Round.decide(
            new Observed().now(),
            new Applied(Optional.empty(), false, true, Applied.ProxyRoll.WAITING));
    assertThat(condition(round, "Progressing").message()).isEqualTo(RollPolicy.OTHERS_FIRST);
    assertThat(condition(round, "ConfigurationApplied").message()).contains("under way");
  }

  @Test
  void looksAgainWhereAnObstacleIsInTheWay() {
    Round round = Round.decide(new Observed().now(), new Applied(Optional.of(REFUSED), true));
    assertThat(round.again()).isTrue();
    assertThat(condition(round, "ConfigurationApplied").reason()).isEqualTo("ApplyFailed");
  }

  @Test
  void setsTheSettingsOfServersThatHaveNotReplied() {
    Round round = decide(new Observed().replies(Map.of()));
    assertThat(round.liveConfig()).containsOnlyKeys(Server.values());
  }

  @Test
  void givesServersTheUsersOfTheResourceAndRemovesThoseThatItNoLongerNames() {
    Observed observed =
        new Observed().spec(USERS).secret("words", WORDS).secret("cache-acl", former());
    Round round = decide(observed.replies(Map.of()));
    assertThat(users(round))
        .hasValueSatisfying(users -> {
          assertThat(users.wanted()).extracting(AclUser::name).containsExactly("shop");
          assertThat(users.former()).contains("gone");
        });
    assertThat(round.toString()).doesNotContain("word", "d29y");
  }

  /** The Secret is not watched. */
  @Test
  void looksAgainWhereASecretOfTheUsersOwnMayChange() {
    assertThat(decide(new Observed().spec(USERS).secret("words", WORDS)).again()).isTrue();
  }

  /** The Secret is not watched either. */
  @Test
  void looksAgainWhereTheSecretOfThePageMayChange() {
    Secret words =
        new SecretBuilder()
            .withNewMetadata()
            .withName("page")
            .endMetadata()
            .addToData("password", "b25l")
            .build();
    assertThat(
            decide(
                    new Observed()
                        .spec("proxy: {stats: {authSecretName: page}}")
                        .secret("page", words))
                .again())
        .isTrue();
  }

  /** One Secret that comes late keeps nothing else from being served. */
  @Test
  void leavesOutAUserThatHasNeverHadAPasswordAndSaysSo() {
    Round round = decide(new Observed().spec(USERS).replies(Map.of()));
    assertThat(users(round).orElseThrow().wanted()).isEmpty();
    assertThat(condition(round, "ConfigurationApplied").reason()).isEqualTo("PasswordMissing");
    assertThat(condition(round, "ConfigurationApplied").message())
        .isEqualTo(
            "spec.auth.users[shop].secretName: there is no Secret words; create it with the password"
                + " in its key password. The user is left out until then.");
    assertThat(condition(decide(new Observed().spec(USERS)), "Ready").status())
        .isEqualTo(ConditionStatus.TRUE);
    assertThat(round.again()).isTrue();
  }

  @Test
  void letsAUserKeepItsLastPasswordWhileItsSecretHasNone() {
    Observed observed = new Observed().spec(USERS).replies(Map.of());
    observed.secret("cache-recovery", formerOf("shop", "2026-01-31T11:59:00Z"));
    observed.secret("cache-acl", new SecretBuilder().addToData("names", coded("shop")).build());
    Round round = decide(observed);
    assertThat(users(round).orElseThrow().wanted())
        .singleElement()
        .satisfies(shop -> assertThat(shop.digests()).hasSize(2));
    assertThat(condition(round, "ConfigurationApplied").message())
        .endsWith("Its last password stays valid.");
    observed.secret("cache-recovery", recovery("SETTLED"));
    assertThat(users(decide(observed)).orElseThrow().former())
        .as("a server may still know it")
        .isEmpty();
  }

  @Test
  void saysThatTheSecretOfTheApplicationsHasNoPassword() {
    Observed observed = new Observed().spec("auth: {secretName: mine, secretKey: word}");
    assertThat(condition(decide(observed), "ConfigurationApplied").message())
        .startsWith("spec.auth.secretName: there is no Secret mine;");
    observed.secret("mine", new SecretBuilder().addToData("word", coded(" \n")).build());
    assertThat(condition(decide(observed), "ConfigurationApplied").message())
        .isEqualTo(
            "spec.auth.secretKey: Secret mine has no password in its key word; set it there. A server"
                + " that runs keeps the last one.");
  }

  @Test
  void namesTheServersThatDoNotAnswerAndAreToTakeNewPasswords() {
    Observed spreading = new Observed().secret("cache-recovery", recovery("SPREADING"));
    spreading.replies(Map.of(Server.MASTER, LiveConfigResult.TAKEN));
    assertThat(condition(decide(spreading), "Progressing").message())
        .isEqualTo(
            "Waiting for Backup to answer and take the new passwords; the former ones stay valid.");
    assertThat(condition(decide(new Observed().replies(Map.of())), "Progressing").message())
        .isEqualTo("Waiting for Master and Backup to take the settings and users.");
    Secret untaken = formerOf("shop", "2026-01-31T11:59:00Z");
    untaken.getData().remove("users-taken");
    Observed user = new Observed().spec(USERS).secret("words", WORDS);
    user.secret("cache-recovery", untaken).replies(Map.of(Server.BACKUP, LiveConfigResult.TAKEN));
    assertThat(condition(decide(user), "Progressing").message())
        .startsWith("Waiting for Master to");
  }

  @Test
  void saysWhichUserRedisRejectsAndLetsTheUsersOfAStartStay() {
    Observed observed = new Observed().spec(USERS).secret("words", WORDS);
    assertThat(observed.now().usersFile()).isPresent();
    LiveConfigResult rejected =
        new LiveConfigResult(Set.of(), Map.of(), Map.of("shop", "ERR Unknown command"), Set.of());
    observed.replies(Map.of(Server.MASTER, LiveConfigResult.TAKEN, Server.BACKUP, rejected));
    assertThat(observed.now().usersFile()).isEmpty();
    assertThat(condition(decide(observed), "ConfigurationApplied").message())
        .isEqualTo(
            "spec.auth.users[shop].rules: Redis rejects them (ERR Unknown command); correct them."
                + " All users stay as they are.");
  }

  /** What has the name is mounted, so it must not become the name of something else. */
  @Test
  void keepsTheSecretOfFurtherUsersWhereThereAreNone() {
    Secret empty = new Observed().now().usersFile().orElseThrow();
    assertThat(empty.getMetadata().getName()).isEqualTo("cache-acl");
    assertThat(empty.getData().values()).containsOnly("");
    assertThat(new Observed().secret("cache-acl", empty).now().usersFile()).isEmpty();
  }

  @Test
  void letsTheUsersOfAStartStayUntilEachReadyServerHasTakenTheNewOnes() {
    Observed observed = new Observed().spec(USERS).secret("words", WORDS);
    observed.replies(Map.of(Server.MASTER, LiveConfigResult.TAKEN));
    assertThat(observed.now().usersFile()).isEmpty();
  }

  @Test
  void saysWhichServerDoesNotAcceptTheApplicationsPasswordYet() {
    Round round =
        decide(
            new Observed()
                .secret("cache-auth", WORDS)
                .replies(
                    Map.of(
                        Server.MASTER, LiveConfigResult.TAKEN, Server.BACKUP, missing("default"))));
    assertThat(condition(round, "Progressing").message())
        .isEqualTo(
            "Backup does not accept the password of Secret cache-auth yet; the one before is"
                + " valid.");
  }

  @Test
  void saysHowFarAChangeOfPasswordsIs() {
    Observed spreading = new Observed().secret("cache-recovery", recovery("SPREADING"));
    assertThat(condition(decide(spreading), "Progressing").message())
        .isEqualTo("New passwords of Secret cache-control are being spread.");
    assertThat(decide(spreading).again()).isTrue();
    spreading.replies(
        Map.of(Server.MASTER, missing("rf-proxy"), Server.BACKUP, missing("rf-proxy")));
    assertThat(spreading.now().taken().internal()).isFalse();
    assertThat(condition(decide(spreading), "Progressing").message())
        .isEqualTo(
            "New passwords of Secret cache-control are being spread; Master and Backup do not accept"
                + " them yet.");
    Observed replacing = new Observed().secret("cache-recovery", recovery("REPLACING"));
    assertThat(condition(decide(replacing), "Progressing").message())
        .isEqualTo("New passwords of Secret cache-control replace those before.");
  }

  /** Their kubelets look at Secrets once a minute otherwise. */
  @Test
  void refreshesThePodsThatAreOlderThanAChangeOfPasswords() {
    Observed observed = new Observed().secret("cache-recovery", recovery("SPREADING"));
    observed.objects(
        pod("cache-master-0", "uid-master", "2026-01-31T11:00:00Z", ""),
        pod("cache-master-0", "another", "2026-01-31T11:00:00Z", ""),
        pod("cache-backup-0", "uid-backup", "2026-01-31T11:59:55Z", ""),
        pod("cache-proxy-1", "uid", "2026-01-31T11:00:00Z", CHANGED),
        pod("cache-stranger", "a stranger", "2026-01-31T11:00:00Z", ""));
    assertThat(decide(observed).refresh())
        .isEqualTo(new SecretRefresh(Map.of("cache-master-0", "uid-master"), CHANGED));
    assertThat(decide(new Observed()).refresh()).isEqualTo(SecretRefresh.NONE);
  }

  /** The rule of one user keeps what another one has from reaching the servers. */
  @Test
  void knowsTheNewPasswordsAsTakenOnlyWhenEveryServerThatRunsHasThem() {
    Observed observed = new Observed().spec(USERS).secret("words", WORDS);
    assertThat(observed.now().taken().users()).isTrue();
    assertThat(observed.now().taken().applications()).isTrue();
    LiveConfigResult rejects =
        new LiveConfigResult(
            Set.of(), Map.of(), Map.of("shop", "ERR no such rule"), Set.of("default"));
    observed.replies(Map.of(Server.MASTER, LiveConfigResult.TAKEN, Server.BACKUP, rejects));
    assertThat(observed.now().taken().users()).isFalse();
    assertThat(observed.now().taken().applications()).isFalse();
    observed.replies(Map.of(Server.MASTER, LiveConfigResult.TAKEN));
    assertThat(observed.now().taken().users()).as("one that hangs").isFalse();
    assertThat(observed.now().taken().applications()).isFalse();
    observed.withoutPods().replies(Map.of());
    assertThat(observed.now().taken().users()).as("none runs").isFalse();
  }

  @Test
  void tellsTheLossOfEveryCopyOfThePasswordsOfAPairThatHasServed() {
    Observed observed = new Observed().withoutSecret();
    assertThat(observed.now().lostSecrets()).as("a new pair").isEmpty();
    observed.served();
    assertThat(observed.now().lostSecrets().map(ResourceEvent::note).orElseThrow())
        .startsWith("Secrets cache-control and cache-recovery were lost together.")
        .endsWith("Keep the data of both servers.");
    assertThat(new Observed().served().now().lostSecrets()).isEmpty();
  }

  /** Its markers are then those of the lost key, and not those of another installation. */
  @Test
  void replacesMarkersOfAnUnknownKeyOnlyAfterALoss() {
    assertThat(keys(new Observed())).doesNotContain("loss");
    assertThat(keys(new Observed().served())).contains("loss");
    assertThat(keys(new Observed().served().secret("cache-recovery", recovery("SETTLED"))))
        .doesNotContain("loss");
  }

  private static String keys(Observed observed) {
    return decide(observed).controller()
            instanceof ControllerStep.Run(ControllerInputs it, String why)
        ? it.markerKeys().toString()
        : "none";
  }

  @Test
  void knowsTheMarkersAsSignedWhenThoseOfBothServersAre() {
    assertThat(new Observed().now().taken().markers()).isTrue();
    assertThat(new Observed().withoutController().now().taken().markers()).isFalse();
  }

  @Test
  void refreshesThePodsThatAreOlderThanAChangeOfThePasswordOfThePage() {
    String written = "2026-01-31T11:59:50Z";
    Secret page =
        new SecretBuilder(WORDS)
            .editOrNewMetadata()
            .addNewManagedField()
            .withTime("2026-01-31T11:00:00Z")
            .endManagedField()
            .addNewManagedField()
            .withTime(written)
            .endManagedField()
            .endMetadata()
            .build();
    Observed observed = new Observed().secret("cache-stats", page);
    observed.objects(
        pod("cache-proxy-1", "uid", "2026-01-31T11:00:00Z", ""),
        pod("cache-master-0", "uid-master", "2026-01-31T11:59:55Z", ""));
    assertThat(decide(observed).refresh())
        .isEqualTo(new SecretRefresh(Map.of("cache-proxy-1", "uid"), written));
  }

  /** Nothing else begins the round in which the former passwords end. */
  @Test
  void looksAgainWhileAFormerPasswordOfAFurtherUserIsValid() {
    String exporter = "auth: {exporter: {enabled: true}}";
    Observed observed = new Observed().spec(exporter).secret("cache-exporter", WORDS);
    assertThat(decide(observed).again()).isFalse();
    observed.secret("cache-recovery", formerOf("rf-exporter", "2026-01-31T11:50:01Z"));
    assertThat(decide(observed).again()).isTrue();
    assertThat(users(decide(observed.replies(Map.of()))))
        .hasValueSatisfying(
            users -> assertThat(users.wanted().getFirst().digests()).hasSize(2).endsWith(FORMER));
    observed.secret("cache-recovery", formerOf("rf-exporter", "2026-01-31T11:50:00Z"));
    assertThat(decide(observed).again()).as("one that ends now").isFalse();
    Secret untaken = formerOf("rf-exporter", "2026-01-31T11:50:00Z");
    untaken.getData().remove("users-taken");
    observed.secret("cache-recovery", untaken);
    assertThat(decide(observed).again()).as("one that a server has not taken").isTrue();
  }

  private static final String FORMER = "f".repeat(64);

  /** SHA-256 of {@link #WORDS} comes first. */
  private static Secret formerOf(String user, String since) {
    String digest = "98c1eb4ee93476743763878fcb96a25fbc9a175074d64004779ecb5242f645e6";
    return new SecretBuilder(recovery("SETTLED"))
        .withData(
            new HashMap<>(
                Map.of(
                    "users", coded("%s %s %s %s".formatted(user, since, digest, FORMER)),
                    "users-taken", coded(user + " " + since))))
        .build();
  }

  static Stream<Arguments> valuesThatCannotBeOnes() {
    String secret = "hidden".repeat(200);
    return Stream.of(
        Arguments.of("token", secret, "is longer than 512 characters"),
        Arguments.of("token", "hidden\u00e4", "has characters that no HTTP header can carry"),
        Arguments.of("operator-password", "hidden\u0007", "has control characters"),
        Arguments.of("proxy-password", "hidden\ttab", "has control characters"),
        Arguments.of("marker-key", "hidden", "is shorter than 32 characters"),
        Arguments.of("marker-key", secret, "is longer than 1024 characters"),
        Arguments.of("marker-key", "#" + "hidden".repeat(6), "begins with the sign of a comment"));
  }

  /** A value that cannot be one is put back; whoever set it must hear of it. */
  @ParameterizedTest
  @MethodSource("valuesThatCannotBeOnes")
  void saysWhatIsWrongWithAValueThatCannotBeOneAndShowsNothingOfIt(
      String key, String value, String fault) {
    Observed observed = new Observed();
    assertThat(observed.now().rejectedValues()).isEmpty();
    observed.secret("cache-recovery", kept(key)).control(key, value);
    assertThat(observed.now().rejectedValues())
        .contains(
            new ResourceEvent(
                true,
                EventReason.SECRET_VALUE_REJECTED,
                "Secret cache-control, key %s: the new value %s; set another one. The last good"
                        .formatted(key, fault)
                    + " value was put back."));
    assertThat(observed.now().rejectedValues().toString()).doesNotContain("hidden", "goodgood");
  }

  @Test
  void saysThatARandomValueStandsInPlaceOfOneThatHasNeverBeenGood() {
    Observed observed = new Observed().control("proxy-password", "a\u0007");
    assertThat(observed.now().rejectedValues().map(ResourceEvent::note))
        .contains(
            "Secret cache-control, key proxy-password: the new value has control characters; set"
                + " another one. A random value was put in its place.");
  }

  private static Secret kept(String key) {
    return new SecretBuilder(recovery("SETTLED"))
        .withData(Map.of(key, coded("good".repeat(8))))
        .build();
  }

  private static LiveConfigResult missing(String user) {
    return new LiveConfigResult(Set.of(), Map.of(), Map.of(), Set.of(user));
  }

  private static final String CHANGED = "2026-01-31T11:59:50Z";

  private static Secret recovery(String stage) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("cache-recovery")
        .addToLabels("app.kubernetes.io/name", "redis-failover")
        .addToLabels("app.kubernetes.io/instance", "cache")
        .addToLabels("app.kubernetes.io/managed-by", "redis-failover-operator")
        .endMetadata()
        .addToData("proxy-password", coded("new\nold"))
        .addToData("changing", coded("proxy-password"))
        .addToData("stage", coded(stage))
        .addToData("since", coded(CHANGED))
        .build();
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Pod pod(String name, String uid, String created, String changed) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid(uid)
        .withCreationTimestamp(created)
        .addToAnnotations(SecretRefresh.ANNOTATION, changed)
        .endMetadata()
        .build();
  }

  private static Optional<UserChange> users(Round round) {
    return Objects.requireNonNull(round.liveConfig().get(Server.MASTER)).users();
  }

  private static Secret former() {
    AclUser gone = new AclUser("gone", List.of("digest"), AclRules.of("+get"), false);
    return UsersFile.change(
            new Observed().resource(), Optional.empty(), List.of(gone), UsersFile.Taken.BY_ALL)
        .orElseThrow();
  }

  /** Redis would set some of them: it asks for no spelling. */
  @ParameterizedTest
  @ValueSource(strings = {"{Dir: /tmp}", "{MasterAuth: x}", "{\"maxmemory\\nport\": '1'}"})
  void setsNoSettingOfASpecWithOneThatNoServerMustGet(String config) {
    Observed observed = new Observed().spec("redis: {config: " + config + "}").replies(Map.of());
    assertThat(decide(observed).liveConfig().values())
        .as("passwords are followed all the same")
        .hasSize(2)
        .allSatisfy(target -> assertThat(target.settings()).isEmpty());
    LiveConfigResult later =
        new LiveConfigResult(Set.of("databases"), Map.of("maxmemory", "ERR"), Map.of(), Set.of());
    Round round = decide(observed.replies(Map.of(Server.MASTER, later, Server.BACKUP, later)));
    assertThat(round.roll()).as("of the spec before").isInstanceOf(RollStep.Settled.class);
  }

  @Test
  void restartsAServerWithASettingThatTakesEffectThenOnly() {
    LiveConfigResult none = LiveConfigResult.TAKEN;
    LiveConfigResult later =
        new LiveConfigResult(Set.of("databases"), Map.of(), Map.of(), Set.of());
    Round round = decide(new Observed().replies(Map.of(Server.MASTER, none, Server.BACKUP, later)));
    assertThat(round.roll())
        .isInstanceOfSatisfying(
            RollStep.Restart.class, it -> assertThat(it.server()).isEqualTo(Server.BACKUP));
  }

  @Test
  void saysWhichSettingRedisRejects() {
    LiveConfigResult rejects =
        new LiveConfigResult(
            Set.of(),
            Map.of("maxmemory", "ERR argument must be a memory value"),
            Map.of(),
            Set.of());
    Round round = decide(new Observed().replies(Map.of(Server.MASTER, rejects)));
    assertThat(condition(round, "ConfigurationApplied").message())
        .isEqualTo(
            "spec.redis.config: Redis rejects maxmemory (ERR argument must be a memory value);"
                + " correct or remove it.");
  }

  /** A server that starts then would read a setting that it rejects, and not come up. */
  @Test
  void letsTheFileOfTheServersStayWhileAReadyServerHasNotTakenTheSettings() {
    assertThat(new Observed().now().liveSettings().fileMayChange()).isTrue();
    assertThat(new Observed().replies(Map.of()).now().liveSettings().fileMayChange()).isFalse();
    assertThat(new Observed().withoutSecret().now().liveSettings().fileMayChange()).isTrue();
  }

  /** No server starts without a file, and none with a setting that it rejects. */
  @Test
  void makesTheFileOfTheServersAgainWithoutASettingThatOneRejects() {
    Map<Server, LiveConfigResult> rejected =
        Map.of(Server.MASTER, LiveConfigResult.TAKEN, Server.BACKUP, rejects("maxmemory"));
    String config = "redis: {config: {maxmemory: x, hz: '20'}}";
    ConfigMap wanted = file(new Observed().spec(config).withoutSecret().now());
    Observed spec = new Observed().spec(config);
    Observation deleted = spec.replies(rejected).now();
    assertThat(deleted.applicable(wanted))
        .hasValueSatisfying(made ->
            assertThat(((ConfigMap) made).getData().get("redis.conf"))
                .isEqualTo(
                    Objects.requireNonNull(wanted.getData().get("redis.conf"))
                        .replace("maxmemory x\n", "")));
    assertThat(spec.objects(wanted).now().applicable(wanted)).as("it is there").isEmpty();
    assertThat(spec.objects().replies(Map.of()).now().applicable(wanted))
        .as("it is not known what is rejected")
        .isEmpty();
  }

  private static LiveConfigResult rejects(String setting) {
    return new LiveConfigResult(Set.of(), Map.of(setting, "ERR wrong"), Map.of(), Set.of());
  }

  private static ConfigMap file(Observation seen) {
    return desired(seen).stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(it -> it.getMetadata().getName().equals("cache-redis"))
        .findFirst()
        .orElseThrow();
  }

  /** A StatefulSet of somebody else makes no pod of the resource. */
  @Test
  void lacksAServerWhoseNameAStrangersStatefulSetHas() {
    StatefulSet[] own =
        desired(new Observed().withoutSecret().now()).stream()
            .filter(StatefulSet.class::isInstance)
            .toArray(StatefulSet[]::new);
    assertThat(new Observed().objects(own).now().lacksServers()).isFalse();
    own[1].getMetadata().setOwnerReferences(List.of());
    assertThat(new Observed().objects(own).now().lacksServers()).isTrue();
  }

  @Test
  void keepsTheStatusUntilANewControllerHasProbedBothServers() {
    Observed started = new Observed().status(starting());
    assertThat(decide(started).status()).isPresent();
    started.resource().setStatus(StatusBuilder.of(Given.running(), Given.CLIENTS));
    assertThat(decide(started).status()).isEmpty();
  }

  private static ControllerStatus starting() {
    ControllerStatus seen =
        Given.controller(
            Phase.PENDING, false, new ProbeAnswer.Refused(), new ProbeAnswer.Refused());
    return seen.summary();
  }

  private static Round decide(Observed observed) {
    return Round.decide(observed.now(), Applied.UNCHANGED);
  }

  private static Condition condition(Round round, String type) {
    RedisFailoverStatus status = round.status().orElseThrow();
    return Objects.requireNonNull(status.conditions()).stream()
        .filter(it -> it.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
