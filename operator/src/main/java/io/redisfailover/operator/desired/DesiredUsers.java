package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
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

  /** The user of those who name none. */
  String DEFAULT = "default";

  /** What the name of a user is. */
  String NAMES = "use letters, digits, '_', '.', '@' and '-', and do not begin it with rf-.";

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
   * @param applications the user of the applications
   */
  static DesiredUsers of(
      RedisFailover resource, DesiredInputs facts, UserLogins kept, String applications) {
    return refusal(resource, applications)
        .<DesiredUsers>map(Refused::new)
        .orElseGet(() -> {
          UserLogins logins =
              kept.seen(digests(resource, facts), facts.taken().users(), facts.now());
          return new Known(users(resource, logins), logins);
        });
  }

  private static Optional<String> refusal(RedisFailover resource, String applications) {
    Set<String> taken = new HashSet<>(Set.of(DEFAULT));
    taken.add(applications);
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

  /**
   * {@return the user that applications log in as}
   *
   * @param last the one that they had last; empty for none. It stays where their Secret names none
   *     that can be, and while there is no such Secret
   */
  static String applicationsUser(RedisFailover resource, DesiredInputs facts, String last) {
    String before = isName(last) ? last : DEFAULT;
    Optional<Secret> secret = facts.secret(Names.authSecret(resource));
    if (secret.isEmpty()) {
      return before;
    }
    return wrongName(resource, facts, last).isPresent() ? before : named(secret.get());
  }

  /**
   * {@return what is wrong with the user that the Secret of the applications names; absent where it
   * can be one}
   *
   * @param last the one that they had last; empty for none. A user of the spec cannot take its name
   */
  static Optional<String> wrongName(RedisFailover resource, DesiredInputs facts, String last) {
    Optional<String> name = facts.secret(Names.authSecret(resource)).map(DesiredUsers::named);
    if (name.isEmpty() || resource.getSpec().auth().disabled()) {
      return Optional.empty();
    }
    if (!isName(name.get())) {
      return Optional.of("not the name of a user; " + NAMES);
    }
    boolean taken = !last.isEmpty() && !last.equals(name.get());
    return taken && names(resource).contains(name.get())
        ? Optional.of("a user of spec.auth.users has this name; use a different one.")
        : Optional.empty();
  }

  private static String named(Secret secret) {
    return SecretData.line(secret, GeneratedSecrets.USERNAME).orElse(DEFAULT);
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_.@-]+") && !name.startsWith("rf-");
  }

  /** The API server checks the name too, but perhaps by an older definition. */
  private static Optional<String> refusal(UserSpec user, Set<String> taken) {
    String name = user.name();
    if (!isName(name)) {
      return Optional.of("name: not the name of a user; " + NAMES);
    }
    if (taken.contains(name)) {
      return Optional.of("name: another user has this name; use a different one.");
    }
    return AclRules.of(user.rules()).refusal().map(why -> "rules: " + why);
  }

  /** SHA-256 of a password, if there is one. */
  private static Optional<String> digest(DesiredInputs facts, String secret, String key) {
    return facts.secret(secret).flatMap(it -> SecretData.strippedDigest(it, key));
  }
}
