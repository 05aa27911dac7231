package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.UserSpec;
import io.redisfailover.operator.passwords.UserLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to tell of Secrets that the spec names and that have no password. Whose they are keeps the
 * last one, and a user that has never had one is left out; nothing else waits for it. Pure.
 */
public final class MissingPasswords {
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
      lack(facts, auth.secretName(), Names.authKey(resource))
          .map(lack -> "spec.auth.%s A server that runs keeps the last one.".formatted(lack))
          .ifPresent(sentences::add);
    }
    for (UserSpec user : Optional.ofNullable(auth.users()).orElse(List.of())) {
      lack(facts, user.secretName(), user.secretKey())
          .map(lack ->
              "spec.auth.users[%s].%s %s"
                  .formatted(user.name(), lack, meanwhile(logins, user.name())))
          .ifPresent(sentences::add);
    }
    if (auth.exporter().enabled() && auth.exporter().secretName() != null) {
      lack(facts, auth.exporter().secretName(), GeneratedSecrets.PASSWORD)
          .map(lack ->
              "spec.auth.exporter.%s %s".formatted(lack, meanwhile(logins, DesiredUsers.EXPORTER)))
          .ifPresent(sentences::add);
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private static Optional<String> lack(DesiredInputs facts, String name, String key) {
    if (facts.secret(name).isEmpty()) {
      return Optional.of(
          "secretName: there is no Secret %s; create it with the password in its key %s."
              .formatted(name, key));
    }
    return facts.secret(name).flatMap(secret -> SecretData.text(secret, key)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "secretKey: Secret %s has no password in its key %s; set it there."
                .formatted(name, key));
  }

  private static String meanwhile(UserLogins logins, String user) {
    return logins.valid(user).isEmpty()
        ? "The user is left out until then."
        : "Its last password stays valid.";
  }
}
