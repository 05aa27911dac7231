package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Secrets that are made once. */
class GeneratedSecretsTest {
  private static final RedisFailover MINIMAL = withSpec("{}");
  private static final RedisFailoverStatus EPOCH_OF_A_PAIR =
      new RedisFailoverStatus(
          null, null, ServerName.MASTER, 7L, null, null, null, null, null, null, null);

  private static final RedisFailover RETAINED = withSpec("redis: {storage: {size: 1Gi}}");
  private static final RedisFailover NOT_RETAINED =
      withSpec("redis: {storage: {size: 1Gi, retain: false}}");

  @Test
  void makesThemWhenNoneIsThere() {
    List<Secret> missing = missing(MINIMAL, Inputs.FACTS);
    assertThat(missing)
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-auth", "cache-stats", "cache-control", "cache-recovery");
    assertThat(missing.get(0).getData()).containsOnlyKeys("password");
    assertThat(missing.get(2).getData())
        .containsOnlyKeys(
            "operator-password",
            "proxy-password",
            "replica-password",
            "pod-password",
            "token",
            "marker-key");
    assertThat(missing.get(1).getData()).containsOnlyKeys("username", "password");
  }

  @Test
  void givesEachPasswordAValueOfItsOwn() {
    List<String> values =
        missing(MINIMAL, Inputs.FACTS).stream()
            .limit(3)
            .flatMap(secret -> secret.getData().values().stream())
            .toList();
    assertThat(values).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void makesNoneThatIsComplete() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    assertThat(missing(MINIMAL, facts(made))).isEmpty();
  }

  @Test
  void keepsWhatIsThereWhenAKeyIsMissing() {
    Secret half =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cache-stats")
            .withResourceVersion("17")
            .endMetadata()
            .withData(Map.of("password", "a2VwdA==", "mine", "dG9v"))
            .build();
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    List<Secret> missing =
        missing(MINIMAL, facts(List.of(made.get(0), half, made.get(2), made.get(3))));
    assertThat(missing.getFirst().getData())
        .containsEntry("password", "a2VwdA==")
        .containsEntry("mine", "dG9v")
        .containsKey("username");
    assertThat(missing.getFirst().getMetadata().getResourceVersion()).isEqualTo("17");
  }

  /** The markers in the volumes are signed with its key. */
  @Test
  void letsTheKeyOfTheMarkersStayWhereTheVolumesStay() {
    assertThat(control(RETAINED).getMetadata().getOwnerReferences()).isEmpty();
    assertThat(control(MINIMAL).getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(control(NOT_RETAINED).getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void changesNothingButTheOwnerWhenVolumesAreToStayFromNowOn() {
    List<Secret> made = missing(NOT_RETAINED, Inputs.FACTS);
    List<Secret> changed = missing(RETAINED, facts(made));
    assertThat(changed)
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control", "cache-recovery");
    for (int i = 0; i < 2; i++) {
      assertThat(changed.get(i).getMetadata().getOwnerReferences()).isEmpty();
      assertThat(changed.get(i).getData()).isEqualTo(made.get(2 + i).getData());
    }
  }

  private static Secret control(RedisFailover resource) {
    return missing(resource, Inputs.FACTS).get(2);
  }

  /** Else a rotation would end the password that a server still has, or be forgotten. */
  @Test
  void remembersNothingOfASecretThatIsRefused() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    RedisFailover asked = withSpec("{}");
    asked.getMetadata().setAnnotations(Map.of(Annotations.ROTATE_PASSWORDS, "now"));
    SecretChanges rotated = GeneratedSecrets.changes(asked, facts(made), () -> "n".repeat(32));
    assertThat(rotated.changed())
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-auth", "cache-control");
    assertThat(rotated.recovery(Set.of("cache-auth", "cache-control"))).isEmpty();
    Secret withoutAuth = rotated.recovery(Set.of("cache-auth")).orElseThrow();
    Secret before = made.getLast();
    assertThat(withoutAuth.getData())
        .containsEntry("cache-auth.password", before.getData().get("cache-auth.password"))
        .containsEntry("auth-digest", before.getData().get("auth-digest"))
        .doesNotContainKey("auth-former")
        .containsKey("stage");
    Secret withoutControl = rotated.recovery(Set.of("cache-control")).orElseThrow();
    assertThat(withoutControl.getData()).containsKeys("auth-former").doesNotContainKey("stage");
    List<Secret> next =
        List.of(rotated.changed().getFirst(), made.get(1), made.get(2), withoutControl);
    SecretChanges again = GeneratedSecrets.changes(asked, facts(next), () -> "m".repeat(32));
    assertThat(again.changed())
        .as("only what is not rotated yet")
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control");
    assertThat(again.recovery(Set.of("cache-control")))
        .as("is still asked for")
        .hasValueSatisfying(it -> assertThat(it.getData()).containsKey("rotated-part"));
    assertThat(again.recovery(Set.of()).orElseThrow().getData())
        .containsKey("rotated")
        .doesNotContainKey("rotated-part");
  }

  @Test
  void remembersNothingBeforeTheSecretOfTheMarkersCanBeMade() {
    SecretChanges first = GeneratedSecrets.changes(MINIMAL, Inputs.FACTS, Inputs.counted());
    assertThat(first.recovery(Set.of("cache-control"))).isEmpty();
    assertThat(first.recovery(Set.of("cache-stats")).orElseThrow().getData())
        .containsKey("cache-auth.password")
        .doesNotContainKey("cache-stats.password");
  }

  @Test
  void makesNoneInPlaceOfAUsersOwn() {
    RedisFailover own =
        withSpec("{auth: {secretName: mine}, proxy: {stats: {authSecretName: mine-too}}}");
    assertThat(missing(own, Inputs.FACTS))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control", "cache-recovery");
  }

  @Test
  void makesNoPasswordForApplicationsThatNeedNone() {
    assertThat(missing(withSpec("auth: {disabled: true}"), Inputs.FACTS))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-stats", "cache-control", "cache-recovery");
  }

  private static List<Secret> missing(RedisFailover resource, DesiredInputs facts) {
    return GeneratedSecrets.changes(resource, facts, Inputs.counted()).all();
  }

  @Test
  void givesBackEachOfThemAsItWas() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    for (int lost = 0; lost < 4; lost++) {
      List<Secret> left = new ArrayList<>(made);
      Secret gone = left.remove(lost);
      List<Secret> back = missing(MINIMAL, facts(left));
      assertThat(back).hasSize(1);
      assertThat(back.getFirst().getMetadata().getName()).isEqualTo(gone.getMetadata().getName());
      assertThat(back.getFirst().getData()).isEqualTo(gone.getData());
    }
  }

  /** What it says is nobody's password here, and the copies of the own ones stay. */
  @Test
  void readsAndWritesNoSecretOfSomebodyElseUnderANameOfItsOwn() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    Secret auth = strange("cache-auth", "password");
    Secret control = strange("cache-control", "token");
    DesiredInputs facts = facts(List.of(made.get(1), made.get(3), auth, control));
    OwnSecrets own = OwnSecrets.of(MINIMAL, facts.secrets());
    DesiredInputs known =
        new DesiredInputs(
            facts.platform(),
            facts.operatorNamespace(),
            facts.operatorLabels(),
            own.readable(),
            own.foreign(),
            facts.taken(),
            facts.now());
    assertThat(own.foreign()).hasSize(2);
    assertThat(missing(MINIMAL, known)).isEmpty();
    Recovery kept = Recovery.of(MINIMAL, known);
    assertThat(kept.internal().used("token")).isEqualTo(SecretData.text(made.get(2), "token"));
    assertThat(kept.logins(MINIMAL, known).toString())
        .contains(digest(SecretData.text(made.get(0), "password").orElseThrow()))
        .doesNotContain(digest("strange"));
  }

  private static Secret strange(String name, String key) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData(key, SecretData.coded("strange"))
        .build();
  }

  /** A pair that has served has markers in its data, by a key that nobody has any more. */
  @Test
  void signsTheMarkersAnewAfterTheLossOfEveryCopyOfTheirKey() {
    RedisFailover served = withSpec("{}");
    served.setStatus(EPOCH_OF_A_PAIR);
    List<Secret> made = missing(served, untaken(List.of()));
    Recovery lost = Recovery.of(served, untaken(made));
    assertThat(Recovery.of(served, untaken(List.of())).isAllLost()).isTrue();
    assertThat(lost.keyLost()).isTrue();
    assertThat(lost.isAllLost()).as("others are made").isFalse();
    assertThat(lost.internal().since()).as("the pods follow at once").isEqualTo(Inputs.FACTS.now());
    List<Secret> signed = missing(served, facts(made));
    assertThat(signed).hasSize(1);
    Recovery after = Recovery.of(served, facts(signed));
    assertThat(after.keyLost()).isFalse();
    assertThat(after.internal().lines()).isEqualTo(lost.internal().lines());
  }

  /** Nobody knows then whether the present key is the one that signed. */
  @Test
  void doubtsTheKeyOfTheMarkersWhereNothingWasKeptOfAPairThatHasServed() {
    RedisFailover served = withSpec("{}");
    List<Secret> made = missing(served, Inputs.FACTS);
    List<Secret> left = made.subList(0, 3);
    assertThat(Recovery.of(served, facts(left)).keyLost()).as("a new pair").isFalse();
    served.setStatus(EPOCH_OF_A_PAIR);
    assertThat(Recovery.of(served, facts(left)).keyLost()).isTrue();
    assertThat(Recovery.of(served, facts(left)).isAllLost()).isFalse();
    assertThat(Recovery.of(served, facts(made)).keyLost()).isFalse();
  }

  private static DesiredInputs untaken(List<Secret> secrets) {
    return facts(secrets).taken(PasswordsTaken.NOTHING);
  }

  @Test
  void givesBackAValueThatWasEmptied() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    List<Secret> emptied = new ArrayList<>(made);
    emptied.set(0, edited(made.get(0), "password", " "));
    emptied.set(2, edited(made.get(2), "token", ""));
    List<Secret> back = missing(MINIMAL, facts(emptied));
    assertThat(back)
        .extracting(Secret::getData)
        .containsExactly(made.get(0).getData(), made.get(2).getData());
  }

  @Test
  void putsANewValueBehindTheOneThatIsUsed() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    String before = SecretData.text(made.get(2), "token").orElseThrow();
    List<Secret> edited = new ArrayList<>(made);
    edited.set(2, edited(made.get(2), "token", "new"));
    List<Secret> changed = missing(MINIMAL, facts(edited));
    assertThat(changed)
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-control", "cache-recovery");
    assertThat(SecretData.text(changed.getFirst(), "token")).contains(before + "\nnew");
  }

  @Test
  void makesOtherPasswordsOnceForEachTextOfTheAnnotation() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    RedisFailover asked = withSpec("{}");
    asked.getMetadata().setAnnotations(Map.of("redisfailover.io/rotate-passwords", "2026-11-30"));
    List<Secret> rotated = GeneratedSecrets.changes(asked, facts(made), () -> "n".repeat(32)).all();
    assertThat(rotated)
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-auth", "cache-control", "cache-recovery");
    assertThat(SecretData.text(rotated.get(0), "password")).contains("n".repeat(32));
    assertThat(SecretData.text(rotated.get(1), "token").orElseThrow())
        .endsWith("\n" + "n".repeat(32));
    assertThat(SecretData.text(rotated.get(1), "marker-key"))
        .as("former keys stay, and there is room for a few")
        .isEqualTo(SecretData.text(made.get(2), "marker-key"));
    List<Secret> all = List.of(rotated.get(0), made.get(1), rotated.get(1), rotated.get(2));
    assertThat(missing(asked, untaken(all))).isEmpty();
    assertThat(missing(asked, Inputs.FACTS)).hasSize(4);
  }

  @Test
  void givesASecretOfABuildBeforeItsAnnotationsAndKeepsThoseOfOthers() {
    RedisFailover stored = withSpec("redis: {storage: {size: 1Gi}}");
    List<Secret> made = missing(stored, Inputs.FACTS);
    List<Secret> before = new ArrayList<>(made);
    before.set(
        2,
        new SecretBuilder(made.get(2))
            .editMetadata()
            .withAnnotations(Map.of("theirs", "1"))
            .endMetadata()
            .build());
    assertThat(missing(stored, facts(before)))
        .singleElement()
        .satisfies(secret ->
            assertThat(secret.getMetadata().getAnnotations())
                .containsEntry("theirs", "1")
                .containsEntry("argocd.argoproj.io/sync-options", "Prune=false"));
    assertThat(missing(stored, facts(made))).isEmpty();
  }

  @Test
  void keepsFinalizersAndOwnersThatOthersHaveSet() {
    OwnerReference theirs =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("theirs")
            .withUid("their-uid")
            .build();
    List<Secret> marked =
        missing(NOT_RETAINED, Inputs.FACTS).stream()
            .map(secret ->
                new SecretBuilder(secret)
                    .editMetadata()
                    .addToFinalizers("theirs")
                    .addToOwnerReferences(theirs)
                    .endMetadata()
                    .build())
            .toList();
    assertThat(missing(NOT_RETAINED, facts(marked))).as("nothing differs").isEmpty();

    List<Secret> outliving = missing(RETAINED, facts(marked));
    assertThat(outliving)
        .hasSize(2)
        .allSatisfy(secret -> {
          assertThat(secret.getMetadata().getFinalizers()).containsExactly("theirs");
          assertThat(secret.getMetadata().getOwnerReferences()).containsExactly(theirs);
        });
    assertThat(missing(RETAINED, facts(replaced(marked, outliving)))).isEmpty();
    List<Secret> emptied =
        marked.stream().map(it -> new SecretBuilder(it).withData(Map.of()).build()).toList();
    assertThat(missing(NOT_RETAINED, facts(emptied)))
        .isNotEmpty()
        .allSatisfy(secret ->
            assertThat(secret.getMetadata().getOwnerReferences()).hasSize(2).contains(theirs));
  }

  private static List<Secret> replaced(List<Secret> all, List<Secret> changed) {
    return all.stream()
        .map(secret ->
            changed.stream()
                .filter(it -> it.getMetadata().getName().equals(secret.getMetadata().getName()))
                .findFirst()
                .orElse(secret))
        .toList();
  }

  /** The recovery of a resource is nobody else's. */
  @Test
  void believesNoSecretOfSomebodyElse() {
    Secret strange =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cache-recovery")
            .withResourceVersion("1")
            .endMetadata()
            .addToData("token", SecretData.coded("strange"))
            .build();
    Secret control = missing(MINIMAL, Inputs.with(Map.of("cache-recovery", strange))).get(2);
    assertThat(SecretData.text(control, "token").orElseThrow()).startsWith("random-");
  }

  @Test
  void givesBackTheUserOfTheApplicationsToo() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    List<Secret> named = new ArrayList<>(made);
    named.set(0, edited(made.get(0), "username", "shop"));
    Secret recovery = missing(MINIMAL, facts(named)).getFirst();
    List<Secret> back = missing(MINIMAL, facts(List.of(made.get(1), made.get(2), recovery)));
    assertThat(back)
        .as("the former user ends later")
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-auth", "cache-recovery");
    assertThat(back.getFirst().getData()).isEqualTo(named.get(0).getData());
  }

  /** The pods digest bytes, whatever they are. */
  @Test
  void doesNotTouchWhatIsNoText() {
    List<Secret> made = missing(MINIMAL, Inputs.FACTS);
    List<Secret> edited = new ArrayList<>(made);
    Secret bytes = new SecretBuilder(made.get(0)).addToData("password", "/////w==").build();
    edited.set(0, bytes);
    assertThat(missing(MINIMAL, facts(edited)))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactly("cache-recovery");
  }

  @Test
  void keepsTheDigestsOfAFormerPasswordOfAFurtherUser() {
    List<Secret> made = withWord(List.of(), "one");
    made = withWord(made, "two");
    assertThat(users(made))
        .contains("shop " + Inputs.FACTS.now(), digest("two") + " " + digest("one"));
    assertThat(missing(SHOP, facts(made))).as("the next round changes nothing").isEmpty();
    List<Secret> renamed = new ArrayList<>(made);
    renamed.removeIf(secret -> secret.getMetadata().getName().equals("words"));
    renamed.add(word("moved", "two"));
    assertThat(missing(withSpec(SHOP_SPEC.replace("words", "moved")), facts(renamed))).isEmpty();
  }

  /** The last one stays. */
  @Test
  void keepsTheDigestsOfFurtherUsersWhileASecretOfTheirsIsMissingOrEmpty() {
    List<Secret> made = withWord(withWord(List.of(), "one"), "two");
    assertThat(missing(SHOP, facts(withWord(made, "")))).isEmpty();
    List<Secret> without = new ArrayList<>(made);
    without.removeIf(secret -> secret.getMetadata().getName().equals("words"));
    assertThat(missing(SHOP, facts(without))).isEmpty();
  }

  @Test
  void forgetsTheDigestsOfAUserThatTheResourceNoLongerNames() {
    List<Secret> made = withWord(List.of(), "one");
    List<Secret> changed = missing(MINIMAL, facts(made));
    assertThat(changed).hasSize(1);
    assertThat(SecretData.text(changed.getFirst(), "users")).isEmpty();
  }

  private static final String SHOP_SPEC =
      "auth: {users: [{name: shop, secretName: words, rules: +ping}]}";
  private static final RedisFailover SHOP = withSpec(SHOP_SPEC);

  private static Secret word(String name, String text) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("password", SecretData.coded(text))
        .build();
  }

  /** The Secrets after a round in which the user's has this password. */
  private static List<Secret> withWord(List<Secret> before, String text) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    before.forEach(secret -> secrets.put(secret.getMetadata().getName(), secret));
    secrets.put("words", word("words", text));
    // The round after it notes that the servers have it.
    for (int round = 0; round < 2; round++) {
      missing(SHOP, facts(List.copyOf(secrets.values())))
          .forEach(secret -> secrets.put(secret.getMetadata().getName(), secret));
    }
    return new ArrayList<>(secrets.values());
  }

  private static String users(List<Secret> secrets) {
    return secrets.stream()
        .filter(secret -> secret.getMetadata().getName().equals("cache-recovery"))
        .findFirst()
        .flatMap(secret -> SecretData.text(secret, "users"))
        .orElseThrow();
  }

  private static String digest(String text) {
    return Sha256.of(text);
  }

  private static Secret edited(Secret secret, String key, String text) {
    return new SecretBuilder(secret).addToData(key, SecretData.coded(text)).build();
  }

  /** As they are on the API server. */
  private static DesiredInputs facts(List<Secret> secrets) {
    Map<String, Secret> stored = new HashMap<>();
    for (Secret secret : secrets) {
      stored.put(
          secret.getMetadata().getName(),
          new SecretBuilder(secret).editMetadata().withResourceVersion("17").endMetadata().build());
    }
    return Inputs.with(stored);
  }
}
