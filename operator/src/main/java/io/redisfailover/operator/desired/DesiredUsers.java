package io.redisfailover.operator.desired;

import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.Functions;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.UserSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The users that a resource adds to those of the applications and the failover system. */
public sealed interface DesiredUsers {
  /** The user of a metrics exporter. */
  String EXPORTER = "rf-exporter";

  /**
   * What exporters send. Not {@code CONFIG GET}: it shows the password of the replication user,
   * which can copy all data.
   */
  AclRules EXPORTER_RULES =
      AclRules.of(
          "+ping +info +slowlog|get +slowlog|len +latency|latest +latency|histogram +client|list"
              + " +client|setname");

  /**
   * All of them are known.
   *
   * @param users the users, in the order of the resource
   */
  record Known(List<AclUser> users) implements DesiredUsers {
    /** Copies the list. */
    public Known {
      users = List.copyOf(users);
    }
  }

  /**
   * One of them has an error that the schema cannot find, or no password; present users stay.
   *
   * @param sentence where, what is wrong and what to do
   */
  record Refused(String sentence) implements DesiredUsers {}

  /** {@return the users; empty where one of them is refused} */
  default Optional<List<AclUser>> known() {
    return switch (this) {
      case Known(List<AclUser> users) -> Optional.of(users);
      case Refused refused -> Optional.empty();
    };
  }

  /** {@return why the users are refused, if they are} */
  default Optional<String> refusal() {
    return switch (this) {
      case Known known -> Optional.empty();
      case Refused(String sentence) -> Optional.of(sentence);
    };
  }

  /** {@return the users of a resource, or why they are not known} */
  static DesiredUsers of(RedisFailover resource, DesiredInputs facts) {
    AuthSpec auth = resource.getSpec().auth();
    boolean functions = auth.functions() == Functions.ALLOWED;
    Set<String> taken = new HashSet<>(List.of("default", applicationsUser(resource, facts)));
    List<AclUser> users = new ArrayList<>();
    for (UserSpec user : specs(resource)) {
      Optional<String> refusal = refusal(user, taken).or(() -> passwordRefusal(user, facts));
      if (refusal.isPresent()) {
        return new Refused("spec.auth.users[" + user.name() + "]." + refusal.get());
      }
      taken.add(user.name());
      password(facts, user.secretName(), user.secretKey())
          .map(word -> user(user.name(), word, AclRules.of(user.rules()), functions))
          .ifPresent(users::add);
    }
    if (auth.exporter().enabled()) {
      String secret = Names.exporterSecret(resource);
      Optional<String> word = password(facts, secret, GeneratedSecrets.PASSWORD);
      if (word.isEmpty() && auth.exporter().secretName() != null) {
        return new Refused(
            "spec.auth.exporter.secretName: Secret %s has no key %s; create it with the password."
                .formatted(secret, GeneratedSecrets.PASSWORD));
      }
      word.map(it -> user(EXPORTER, it, EXPORTER_RULES, false)).ifPresent(users::add);
    }
    return new Known(users);
  }

  /** {@return the Secrets that users name} */
  public static Set<String> namedSecrets(RedisFailover resource) {
    Set<String> names = new TreeSet<>();
    specs(resource).forEach(user -> names.add(user.secretName()));
    Optional.ofNullable(resource.getSpec().auth().exporter().secretName()).ifPresent(names::add);
    return names;
  }

  private static List<UserSpec> specs(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().auth().users()).orElse(List.of());
  }

  /** {@return the user that applications log in as} */
  static String applicationsUser(RedisFailover resource, DesiredInputs facts) {
    return facts
        .secret(Names.authSecret(resource))
        .flatMap(secret -> GeneratedSecrets.value(secret, GeneratedSecrets.USERNAME))
        .orElse("default");
  }

  /** The API server checks the name too, but perhaps by an older definition. */
  private static Optional<String> refusal(UserSpec user, Set<String> taken) {
    String name = user.name();
    if (!name.matches("[A-Za-z0-9_.@-]+") || name.startsWith("rf-")) {
      return Optional.of(
          "name: not the name of a user; use letters, digits, '_', '.', '@' and '-', and do not"
              + " begin it with rf-.");
    }
    if (taken.contains(name)) {
      return Optional.of("name: another user has this name; use a different one.");
    }
    return AclRules.of(user.rules()).refusal().map(why -> "rules: " + why);
  }

  private static Optional<String> passwordRefusal(UserSpec user, DesiredInputs facts) {
    if (facts.secret(user.secretName()).isEmpty()) {
      return Optional.of(
          "secretName: there is no Secret %s; create it with the password in its key %s."
              .formatted(user.secretName(), user.secretKey()));
    }
    return password(facts, user.secretName(), user.secretKey()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "secretKey: Secret %s has no password in its key %s; set it there."
                .formatted(user.secretName(), user.secretKey()));
  }

  private static Optional<String> password(DesiredInputs facts, String secret, String key) {
    return facts.secret(secret).flatMap(it -> GeneratedSecrets.value(it, key));
  }

  private static AclUser user(String name, String password, AclRules rules, boolean functions) {
    return new AclUser(name, Sha256.of(password), rules, functions);
  }
}
