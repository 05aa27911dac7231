package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.operator.api.v1.AuthSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Secrets with random passwords. An administrator changes a password by changing the Secret; what
 * is deleted or emptied comes back as it was, from a copy.
 */
public final class GeneratedSecrets {
  /** Key of the applications' password, and of that of the statistics page. */
  public static final String PASSWORD = "password";

  /** Key of a user name. */
  public static final String USERNAME = "username";

  /** Key of the token of the proxies' control API. */
  public static final String TOKEN = "token";

  /**
   * Key of the keys that sign the markers, the one that signs first. The proxies find the file of
   * this name beside that of the token.
   */
  public static final String MARKER_KEY = "marker-key";

  /** Key of the password of the ACL user {@code rf-operator}. */
  public static final String OPERATOR_PASSWORD = "operator-password";

  private static final List<String> PARTIES = List.of("operator", "proxy", "replica", "pod");

  /** Keys of the passwords of the internal ACL users. */
  static final List<String> PASSWORDS = PARTIES.stream().map(party -> party + "-password").toList();

  /** The internal ACL users by the keys of their passwords. */
  static final Map<String, String> USERS =
      PARTIES.stream()
          .collect(
              Collectors.toUnmodifiableMap(party -> party + "-password", party -> "rf-" + party));

  private static final String DEFAULT_STATS_USER = "admin";

  private GeneratedSecrets() {}

  /**
   * {@return the Secrets to create, or to change}
   *
   * <p>An existing Secret carries its {@code resourceVersion}, so that an update fails if another
   * client has changed it meanwhile.
   *
   * @param resource the resource
   * @param facts the existing Secrets
   * @param random gives a new password of letters and digits at each call
   */
  static SecretChanges changes(
      RedisFailover resource, DesiredInputs facts, Supplier<String> random) {
    Recovery kept = Recovery.of(resource, facts);
    List<Secret> changed = new ArrayList<>();
    generated(resource)
        .forEach((name, keys) -> {
          if (!facts.isForeign(name)) {
            Optional<Secret> present = facts.secret(name);
            Map<String, String> absent = absent(resource, kept, name, keys, present, random);
            if (!absent.isEmpty()) {
              SecretData.merged(owned(resource, name), present, absent).ifPresent(changed::add);
            }
          }
        });
    InternalPasswords internal = internal(resource, facts, kept, random);
    if (!facts.isForeign(Names.controlSecret(resource))) {
      SecretData.merged(
              shared(resource, Names.controlSecret(resource)),
              facts.secret(Names.controlSecret(resource)),
              internal.texts())
          .ifPresent(changed::add);
    }
    return new SecretChanges(resource, facts, kept, internal, changed);
  }

  /** What a Secret lacks: as it was, or else made. */
  private static Map<String, String> absent(
      RedisFailover resource,
      Recovery kept,
      String name,
      List<String> keys,
      Optional<Secret> present,
      Supplier<String> random) {
    boolean anew =
        name.equals(Names.authSecret(resource))
            && kept.isRotationAsked(resource, name)
            && isOwn(resource, present);
    Map<String, String> texts = SecretData.texts(present.filter(secret -> !anew));
    Map<String, String> absent = new TreeMap<>();
    if (present.isEmpty()) {
      kept.text(Recovery.key(name, USERNAME)).ifPresent(user -> absent.put(USERNAME, user));
    }
    for (String key : keys) {
      if (!texts.containsKey(key) && !absent.containsKey(key)) {
        Optional<String> copy = kept.text(Recovery.key(name, key));
        absent.put(key, copy.filter(last -> !anew).orElseGet(() -> made(key, random)));
      }
    }
    return absent;
  }

  static boolean isOwn(RedisFailover resource, Optional<Secret> present) {
    return present.isEmpty() || Ownership.of(resource, present.get()) == Ownership.OWN;
  }

  /** {@return whether a user is one of those that operator, proxies and servers log in as} */
  public static boolean isInternal(String user) {
    return USERS.containsValue(user);
  }

  /**
   * {@return what is wrong with values of the Secret of operator, proxies and servers that cannot
   * be ones, by their keys} Nothing of a value is shown.
   *
   * @param resource the resource
   * @param facts the existing Secrets
   * @param kept what is kept of the passwords
   */
  public static Map<String, String> rejected(
      RedisFailover resource, DesiredInputs facts, Recovery kept) {
    return kept.internal().rejected(control(resource, facts), ControlKeys.INSTANCE);
  }

  private static Map<String, String> control(RedisFailover resource, DesiredInputs facts) {
    return SecretData.texts(facts.secret(Names.controlSecret(resource)));
  }

  /** What operator, proxies and servers are to use after a look at their Secret. */
  private static InternalPasswords internal(
      RedisFailover resource, DesiredInputs facts, Recovery kept, Supplier<String> random) {
    Map<String, String> texts = new TreeMap<>(control(resource, facts));
    if (kept.isRotationAsked(resource, Names.controlSecret(resource))) {
      texts.putAll(anew(random));
    }
    InternalPasswords edited =
        kept.internal().edited(texts, ControlKeys.INSTANCE, random, facts.now());
    return kept.isAllLost()
        ? edited.changedAt(facts.now())
        : edited.advanced(facts.taken().internal(), ControlKeys.INSTANCE, facts.now());
  }

  private static ObjectMeta owned(RedisFailover resource, String name) {
    return Metadata.owned(resource, name, Labels.of(resource));
  }

  /** Not the key of the markers: former ones stay, and there is room for a few. */
  private static Map<String, String> anew(Supplier<String> random) {
    return ControlKeys.INSTANCE.all().stream()
        .filter(key -> !ControlKeys.INSTANCE.keepsFormer(key))
        .collect(Collectors.toMap(key -> key, key -> random.get()));
  }

  private static String made(String key, Supplier<String> random) {
    return key.equals(USERNAME) ? DEFAULT_STATS_USER : random.get();
  }

  /** {@return the names of the Secrets with passwords of others that the operator makes} */
  static Set<String> names(RedisFailover resource) {
    return generated(resource).keySet();
  }

  /** The Secrets that the operator fills, with their keys. */
  private static Map<String, List<String>> generated(RedisFailover resource) {
    Map<String, List<String>> generated = new LinkedHashMap<>();
    AuthSpec auth = resource.getSpec().auth();
    if (auth.secretName() == null && !auth.disabled()) {
      generated.put(Names.authSecret(resource), List.of(PASSWORD));
    }
    if (resource.getSpec().proxy().stats().authSecretName() == null) {
      generated.put(Names.statsSecret(resource), List.of(USERNAME, PASSWORD));
    }
    if (auth.exporter().enabled() && auth.exporter().secretName() == null) {
      generated.put(Names.exporterSecret(resource), List.of(PASSWORD));
    }
    return generated;
  }

  /**
   * A Secret with the key of the markers. It stays where the volumes stay: the markers in their
   * data would be foreign to a resource that is made again, and the data of no known epoch.
   */
  static ObjectMeta shared(RedisFailover resource, String name) {
    return RedisVolumes.stay(resource)
        ? Metadata.unowned(resource, name, Labels.of(resource))
        : owned(resource, name);
  }

  /** {@return the user of the statistics page} */
  static String statsUser(RedisFailover resource, DesiredInputs facts) {
    return facts
        .secret(Names.statsSecret(resource))
        .flatMap(secret -> value(secret, USERNAME))
        .orElse(DEFAULT_STATS_USER);
  }

  /** {@return the value of a key, if it exists and is not empty} */
  public static Optional<String> value(Secret secret, String key) {
    return SecretData.text(secret, key).map(String::strip);
  }
}
