package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.StatsSpec;
import io.redisfailover.operator.api.v1.StatsUserSpec;
import io.redisfailover.operator.api.v1.UserSpec;
import io.redisfailover.operator.passwords.ApplicationLogins;
import io.redisfailover.operator.passwords.UserLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to tell of Secrets that the spec names and that have no password, and of a user of the
 * applications that cannot be one. Whose they are keeps the last one, and a user that has never had
 * one is left out; nothing else waits for it. Pure.
 */
public final class MissingPasswords {
  /** The fields of the spec that name a Secret, and the key in it. */
  private record Fields(String secret, String key) {}

  private static final Fields FIELDS = new Fields("secretName", "secretKey");

  /** The key there is always the same. */
  private static final Fields STATS_FIELDS = new Fields("authSecretName", "authSecretName");

  private static final Fields PAGE_USER_FIELDS = new Fields("secretName", "secretName");

  private MissingPasswords() {}

  /**
   * {@return a sentence for each of them}
   *
   * @param resource the resource
   * @param facts its Secrets
   * @param recovery what is kept of its passwords
   */
  public static Optional<String> sentences(
      RedisFailover resource, DesiredInputs facts, Recovery recovery) {
    AuthSpec auth = resource.getSpec().auth();
    UserLogins logins = recovery.userLogins(resource, facts);
    List<String> sentences = new ArrayList<>();
    if (auth.secretName() != null && !auth.disabled()) {
      lack(facts, FIELDS, auth.secretName(), Names.authKey(resource))
          .map(lack -> "spec.auth.%s A server that runs keeps the last one.".formatted(lack))
          .ifPresent(sentences::add);
    }
    wrongName(resource, facts, recovery).ifPresent(sentences::add);
    ofThePage(resource, facts).ifPresent(sentences::add);
    sentences.addAll(PageUsers.of(resource, facts).problems());
    for (UserSpec user : Optional.ofNullable(auth.users()).orElse(List.of())) {
      lack(facts, FIELDS, user.secretName(), user.secretKey())
          .map(lack ->
              "spec.auth.users[%s].%s %s"
                  .formatted(user.name(), lack, meanwhile(logins, user.name())))
          .ifPresent(sentences::add);
    }
    if (auth.exporter().enabled() && auth.exporter().secretName() != null) {
      lack(facts, FIELDS, auth.exporter().secretName(), GeneratedSecrets.PASSWORD)
          .map(lack ->
              "spec.auth.exporter.%s %s".formatted(lack, meanwhile(logins, DesiredUsers.EXPORTER)))
          .ifPresent(sentences::add);
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private static Optional<String> lack(
      DesiredInputs facts, Fields fields, String name, String key) {
    if (facts.secret(name).isEmpty()) {
      return Optional.of(
          "%s: there is no Secret %s; create it with the password in its key %s."
              .formatted(fields.secret(), name, key));
    }
    return facts.secret(name).flatMap(secret -> SecretData.text(secret, key)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s: Secret %s has no password in its key %s; set it there."
                .formatted(fields.key(), name, key));
  }

  /** A proxy reads it also where the page has no Service. */
  private static Optional<String> ofThePage(RedisFailover resource, DesiredInputs facts) {
    StatsSpec stats = resource.getSpec().proxy().stats();
    return Optional.ofNullable(stats.authSecretName())
        .flatMap(name -> lack(facts, STATS_FIELDS, name, GeneratedSecrets.PASSWORD))
        .map(lack -> "spec.proxy.stats.%s A proxy that runs keeps the last one.".formatted(lack));
  }

  /** {@return why a further user of the page has no password, to follow on a dot} */
  static Optional<String> ofAPageUser(StatsUserSpec user, DesiredInputs facts) {
    return lack(facts, PAGE_USER_FIELDS, user.secretName(), GeneratedSecrets.PASSWORD);
  }

  private static Optional<String> wrongName(
      RedisFailover resource, DesiredInputs facts, Recovery recovery) {
    String user = recovery.applicationsUser(resource, facts);
    return DesiredUsers.wrongName(resource, facts, ApplicationLogins.of(recovery.texts()).user())
        .map(wrong ->
            "Secret %s, key %s: %s The user of the applications is %s until then."
                .formatted(Names.authSecret(resource), GeneratedSecrets.USERNAME, wrong, user));
  }

  private static String meanwhile(UserLogins logins, String user) {
    return logins.valid(user).isEmpty()
        ? "The user is left out until then."
        : "Its last password stays valid.";
  }
}
