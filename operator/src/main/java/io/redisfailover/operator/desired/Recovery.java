package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.passwords.ApplicationLogins;
import io.redisfailover.operator.passwords.InternalPasswords;
import io.redisfailover.operator.passwords.UserLogins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the operator keeps of the passwords of a resource: copies of what it generated, so that a
 * Secret that is deleted comes back as it was, and how far a change of them is.
 *
 * @param texts what the Secret for recovery says
 * @param internal the passwords that everyone uses now
 * @param keyLost whether the key that signed the markers of the servers may be lost: nothing was
 *     kept, though the resource has served before. It lasts until the markers are signed by the
 *     present key
 */
public record Recovery(Map<String, String> texts, InternalPasswords internal, boolean keyLost) {
  private static final String ROTATED = "rotated";

  /** The Secret that a rotation has reached, where another one could not be stored. */
  private static final String ROTATED_PART = "rotated-part";

  private static final String KEY_LOST = "marker-key-lost";

  /** Copies the map. */
  public Recovery {
    texts = Map.copyOf(texts);
  }

  /** {@return what is kept; a Secret of somebody else does not count} */
  public static Recovery of(RedisFailover resource, DesiredInputs facts) {
    Map<String, String> texts =
        SecretData.texts(
            facts
                .secret(Names.recoverySecret(resource))
                .filter(secret -> Ownership.of(resource, secret) == Ownership.OWN));
    Map<String, String> control = SecretData.texts(facts.secret(Names.controlSecret(resource)));
    return new Recovery(
        texts,
        InternalPasswords.of(texts, control, ControlKeys.INSTANCE),
        texts.isEmpty() ? hasServed(resource) : texts.containsKey(KEY_LOST));
  }

  private static boolean hasServed(RedisFailover resource) {
    return Optional.ofNullable(resource.getStatus()).map(RedisFailoverStatus::epoch).isPresent();
  }

  /**
   * {@return whether every copy of the internal passwords is lost, though the resource has served
   * before: others are made}
   */
  public boolean isAllLost() {
    return keyLost && texts.isEmpty() && internal.used(GeneratedSecrets.MARKER_KEY).isEmpty();
  }

  /** {@return that the markers are still to be signed by the present key, to be stored} */
  Map<String, String> markersToSign(DesiredInputs facts) {
    return keyLost && !facts.taken().markers() ? Map.of(KEY_LOST, "true") : Map.of();
  }

  /**
   * {@return SHA-256 of the newest password of each user that a server must let in, by its name}
   */
  public Map<String, String> logins(RedisFailover resource, DesiredInputs facts) {
    Map<String, String> logins = new TreeMap<>();
    GeneratedSecrets.USERS.forEach((key, user) ->
        internal.newest(key).ifPresent(password -> logins.put(user, Sha256.of(password))));
    ApplicationLogins applications = applications(resource, facts);
    if (!applications.digest().isEmpty() && !resource.getSpec().auth().disabled()) {
      logins.put(applications.user(), applications.digest());
    }
    return logins;
  }

  /**
   * {@return whether the annotation asks for other passwords than there are} What a new resource
   * says is done: its passwords are new.
   */
  boolean isRotationAsked(RedisFailover resource) {
    Optional<String> asked = asked(resource);
    return !texts.isEmpty() && asked.isPresent() && !asked.equals(text(ROTATED));
  }

  /** {@return whether a Secret is still to be rotated} */
  boolean isRotationAsked(RedisFailover resource, String secret) {
    return isRotationAsked(resource)
        && !text(ROTATED_PART).equals(asked(resource).map(asked -> secret + " " + asked));
  }

  /**
   * {@return how far a rotation is that could not be carried out in all Secrets, to be stored}
   *
   * @param stored the Secret that got other values, if one did; it gets none once more
   */
  Map<String, String> partOfRotation(RedisFailover resource, Optional<String> stored) {
    Map<String, String> rotation = new TreeMap<>(lastRotation());
    stored
        .flatMap(secret -> asked(resource).map(asked -> secret + " " + asked))
        .or(() -> text(ROTATED_PART))
        .ifPresent(part -> rotation.put(ROTATED_PART, part));
    return rotation;
  }

  /** {@return the rotation that was asked for last, to be stored} */
  Map<String, String> rotation(RedisFailover resource) {
    return asked(resource).map(it -> Map.of(ROTATED, it)).orElseGet(this::lastRotation);
  }

  /** {@return the rotation that was carried out last, to be stored} */
  Map<String, String> lastRotation() {
    return text(ROTATED).map(it -> Map.of(ROTATED, it)).orElse(Map.of());
  }

  private static Optional<String> asked(RedisFailover resource) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.ROTATE_PASSWORDS))
        .filter(text -> !text.isBlank());
  }

  /** {@return the key of the copy of a value} */
  static String key(String secret, String key) {
    return secret + "." + key;
  }

  /** {@return the copies of these values of a Secret} */
  Map<String, String> copies(String secret, List<String> keys) {
    Map<String, String> copies = new TreeMap<>();
    keys.forEach(
        key -> text(key(secret, key)).ifPresent(copy -> copies.put(key(secret, key), copy)));
    return copies;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /** {@return the user of the applications, where a server cannot know it by their Secret alone} */
  public Optional<String> toldUser(RedisFailover resource, DesiredInputs facts) {
    String user = applicationsUser(resource, facts);
    boolean usual =
        user.equals(DesiredUsers.DEFAULT)
            && DesiredUsers.wrongName(resource, facts, ApplicationLogins.of(texts).user())
                .isEmpty();
    return usual ? Optional.empty() : Optional.of(user);
  }

  /** {@return the logins of the applications, after a look at their Secret} */
  public ApplicationLogins applications(RedisFailover resource, DesiredInputs facts) {
    return applications(resource, facts, digest(resource, facts));
  }

  /** The same, where their Secret is about to have a password of this digest. */
  ApplicationLogins applications(
      RedisFailover resource, DesiredInputs facts, Optional<String> digest) {
    ApplicationLogins kept = ApplicationLogins.of(texts);
    return resource.getSpec().auth().disabled()
        ? kept
        : kept.seen(
            applicationsUser(resource, facts), digest, facts.taken().applications(), facts.now());
  }

  /** {@return the user that applications log in as: the last one where their Secret names none} */
  public String applicationsUser(RedisFailover resource, DesiredInputs facts) {
    return DesiredUsers.applicationsUser(resource, facts, ApplicationLogins.of(texts).user());
  }

  /** {@return the further users, after a look at their Secrets} */
  public DesiredUsers users(RedisFailover resource, DesiredInputs facts) {
    return DesiredUsers.of(
        resource, facts, UserLogins.of(texts), applicationsUser(resource, facts));
  }

  /**
   * {@return which passwords of the further users are valid, after a look at their Secrets} While
   * one of the users is refused, all of them stay as they are, so nothing ends meanwhile.
   */
  public UserLogins userLogins(RedisFailover resource, DesiredInputs facts) {
    return switch (users(resource, facts)) {
      case DesiredUsers.Known(List<AclUser> users, UserLogins logins) -> logins;
      case DesiredUsers.Refused refused -> UserLogins.of(texts);
    };
  }

  /** {@return SHA-256 of the applications' password, if their Secret has one} */
  static Optional<String> digest(RedisFailover resource, DesiredInputs facts) {
    return facts
        .secret(Names.authSecret(resource))
        .flatMap(secret -> SecretData.digest(secret, Names.authKey(resource)));
  }

  /** {@return the logins that are valid beside the password of their Secret} */
  public List<String> formerLogins(RedisFailover resource, DesiredInputs facts) {
    return applications(resource, facts).lines(digest(resource, facts).isEmpty());
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "Recovery[" + internal + "]";
  }
}
