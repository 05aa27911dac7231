package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Secret with the users that a server starts with, as lines of an ACL file, one file for each
 * dialect. A server does not start with a rule that it does not know, so only users that a running
 * server took may stand here.
 */
public final class UsersFile {
  private static final String NAMES = "names";

  /** Logins of the applications beside that of their Secret; the scripts of the pods read them. */
  private static final String LOGINS = "logins";

  /** The user of the applications, where that is another one than every server has. */
  private static final String USER = "user";

  private UsersFile() {}

  /** Which of the servers that can be asked have taken the users. */
  public enum Taken {
    /** None has, or there is none. */
    BY_NONE,
    /** One of them has. */
    BY_SOME,
    /** Each of them has. */
    BY_ALL
  }

  /**
   * {@return the Secret to store; empty where the present one says the same. It exists without
   * users, too: the pods mount whatever has its name, and an object of somebody else would be
   * noticed by nobody}
   *
   * @param resource the resource
   * @param present the present Secret
   * @param users the users of the resource
   * @param taken who took them; by none, a server starts without users if the present ones are
   *     others, and gets them while it runs. Until all have taken them, the names of former users
   *     stay: a server that hangs still has those users, and has to remove them
   */
  public static Optional<Secret> change(
      RedisFailover resource, Optional<Secret> present, List<AclUser> users, Taken taken) {
    Map<String, String> lines = lines(users);
    boolean same =
        present.filter(it -> it.getData().entrySet().containsAll(lines.entrySet())).isPresent();
    boolean stand = same || taken != Taken.BY_NONE;
    Set<String> names = new TreeSet<>();
    if (taken != Taken.BY_ALL) {
      names.addAll(names(present));
    }
    if (stand) {
      users.forEach(user -> names.add(user.name()));
    }
    Map<String, String> data = new TreeMap<>(stand ? lines : lines(List.of()));
    data.put(NAMES, SecretData.coded(String.join("\n", names)));
    for (String key : List.of(LOGINS, USER)) {
      present
          .flatMap(it -> Optional.ofNullable(it.getData().get(key)))
          .ifPresent(value -> data.put(key, value));
    }
    if (present.map(Secret::getData).filter(data::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(secret(resource, present, data));
  }

  /**
   * {@return the Secret with these logins of the applications beside its users; empty where it says
   * the same}
   *
   * @param resource the resource
   * @param present the Secret without them
   * @param user the user of the applications, where a server cannot know it by their Secret alone
   * @param logins each as {@code USER #SHA-256}
   */
  public static Optional<Secret> withLogins(
      RedisFailover resource,
      Optional<Secret> present,
      Optional<String> user,
      List<String> logins) {
    Map<String, String> before = present.map(Secret::getData).orElse(Map.of());
    Map<String, String> data = new TreeMap<>(before);
    data.keySet().removeAll(List.of(LOGINS, USER));
    if (!logins.isEmpty()) {
      data.put(LOGINS, SecretData.coded(String.join("\n", logins) + "\n"));
    }
    user.ifPresent(name -> data.put(USER, SecretData.coded(name + "\n")));
    return data.equals(before) ? Optional.empty() : Optional.of(secret(resource, present, data));
  }

  private static Secret secret(
      RedisFailover resource, Optional<Secret> present, Map<String, String> data) {
    ObjectMeta wanted = Metadata.owned(resource, Names.aclSecret(resource), Labels.of(resource));
    return new SecretBuilder()
        .withMetadata(SecretData.metadata(wanted, present))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static Map<String, String> lines(List<AclUser> users) {
    Map<String, String> data = new TreeMap<>();
    for (AclDialect dialect : AclDialect.values()) {
      String lines =
          users.stream().map(user -> user.line(dialect) + "\n").collect(Collectors.joining());
      data.put(Scripts.file("users", dialect), SecretData.coded(lines));
    }
    return data;
  }

  /** {@return names of the users that a server may have, by the present Secret} */
  public static Set<String> names(Optional<Secret> present) {
    return present
        .flatMap(secret -> GeneratedSecrets.value(secret, NAMES))
        .map(text -> text.lines().collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
