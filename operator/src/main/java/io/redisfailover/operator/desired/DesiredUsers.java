package io.redisfailover.operator.desired;

import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.Functions;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.UserSpec;
import io.redisfailover.operator.passwords.UserLogins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
   * @param logins which of their passwords are valid now
   */
  record Known(List<AclUser> users, UserLogins logins) implements DesiredUsers {
    /** Copies the list. */
    public Known {
      users = List.copyOf(users);
    }
  }

  /**
   * One of them has an error that the schema cannot find; present users stay.
   *
   * @param sentence where, what is wrong and what to do
   */
  record Refused(String sentence) implements DesiredUsers {}

  /** {@return the users; empty where one of them is refused} */
  default Optional<List<AclUser>> known() {
    return switch (this) {
      case Known(List<AclUser> users, UserLogins logins) -> Optional.of(users);
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

  /**
   * {@return the users of a resource, or why they are not known}
   *
   * @param resource the resource
   * @param facts its Secrets
   * @param kept which passwords of the users were valid before
   */
  static DesiredUsers of(RedisFailover resource, DesiredInputs facts, UserLogins kept) {
    return refusal(resource, facts)
        .<DesiredUsers>map(Refused::new)
        .orElseGet(() -> {
          UserLogins logins =
              kept.seen(digests(resource, facts), facts.taken().users(), facts.now());
          return new Known(users(resource, logins), logins);
        });
  }

  private static Optional<String> refusal(RedisFailover resource, DesiredInputs facts) {
    Set<String> taken = new HashSet<>(List.of("default", applicationsUser(resource, facts)));
    for (UserSpec user : specs(resource)) {
      Optional<String> refusal = refusal(user, taken);
      if (refusal.isPresent()) {
        return Optional.of("spec.auth.users[" + user.name() + "]." + refusal.get());
      }
      taken.add(user.name());
    }
    return Optional.empty();
  }

  /** SHA-256 of the password of each user; a generated Secret of the exporter may be missing. */
  private static Map<String, Optional<String>> digests(
      RedisFailover resource, DesiredInputs facts) {
    Map<String, Optional<String>> digests = new HashMap<>();
    specs(resource)
        .forEach(
            user -> digests.put(user.name(), digest(facts, user.secretName(), user.secretKey())));
    if (resource.getSpec().auth().exporter().enabled()) {
      digests.put(EXPORTER, exporterDigest(resource, facts));
    }
    return digests;
  }

  private static Optional<String> exporterDigest(RedisFailover resource, DesiredInputs facts) {
    return digest(facts, Names.exporterSecret(resource), GeneratedSecrets.PASSWORD);
  }

  /** A user that has never had a password is no user yet. */
  private static List<AclUser> users(RedisFailover resource, UserLogins logins) {
    AuthSpec auth = resource.getSpec().auth();
    boolean functions = auth.functions() == Functions.ALLOWED;
    List<AclUser> users = new ArrayList<>();
    for (UserSpec user : specs(resource)) {
      users.add(
          new AclUser(
              user.name(), logins.valid(user.name()), AclRules.of(user.rules()), functions));
    }
    if (auth.exporter().enabled()) {
      users.add(new AclUser(EXPORTER, logins.valid(EXPORTER), EXPORTER_RULES, false));
    }
    return users.stream().filter(user -> !user.digests().isEmpty()).toList();
  }

  /** {@return the Secrets that users name} */
  public static Set<String> namedSecrets(RedisFailover resource) {
    Set<String> names = new TreeSet<>();
    specs(resource).forEach(user -> names.add(user.secretName()));
    Optional.ofNullable(resource.getSpec().auth().exporter().secretName()).ifPresent(names::add);
    return names;
  }

  /** {@return the names of the users of a resource, also of those without a password} */
  static Set<String> names(RedisFailover resource) {
    Set<String> names = new TreeSet<>();
    specs(resource).forEach(user -> names.add(user.name()));
    if (resource.getSpec().auth().exporter().enabled()) {
      names.add(EXPORTER);
    }
    return names;
  }

  private static List<UserSpec> specs(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().auth().users()).orElse(List.of());
  }

  /** {@return the user that applications log in as} */
  static String applicationsUser(RedisFailover resource, DesiredInputs facts) {
    return facts
        .secret(Names.authSecret(resource))
        .flatMap(secret -> SecretData.line(secret, GeneratedSecrets.USERNAME))
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

  /** SHA-256 of a password, if there is one. */
  private static Optional<String> digest(DesiredInputs facts, String secret, String key) {
    return facts.secret(secret).flatMap(it -> GeneratedSecrets.value(it, key)).map(Sha256::of);
  }
}
