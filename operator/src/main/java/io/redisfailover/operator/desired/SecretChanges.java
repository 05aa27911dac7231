package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Secrets of a resource that are to change, and the Secret for recovery behind them. That one
 * must not say that a password was handed out that Kubernetes refused to store, and it must follow
 * those that were stored, whatever else is refused. Pure.
 *
 * @param resource the resource
 * @param facts the existing Secrets
 * @param kept what is kept of the passwords
 * @param internal what operator, proxies and servers are to use once their Secret is stored
 * @param changed the Secrets to create, or to update where they carry a {@code resourceVersion}
 */
public record SecretChanges(
    RedisFailover resource,
    DesiredInputs facts,
    Recovery kept,
    InternalPasswords internal,
    List<Secret> changed) {
  private static final List<String> KEYS =
      List.of(GeneratedSecrets.USERNAME, GeneratedSecrets.PASSWORD);

  /** Copies the list. */
  public SecretChanges {
    changed = List.copyOf(changed);
  }

  /**
   * {@return the Secret for recovery to store; absent where it says the same, or where nothing may
   * be said yet}
   *
   * @param refused names of Secrets among the changed ones that were not stored, because Kubernetes
   *     refused them or another client wrote first
   */
  public Optional<Secret> recovery(Set<String> refused) {
    boolean withoutControl = refused.contains(Names.controlSecret(resource));
    if (withoutControl && facts.secret(Names.controlSecret(resource)).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> copies = new TreeMap<>(rotation(refused));
    copies.putAll(kept.markersToSign(facts));
    GeneratedSecrets.names(resource).forEach(name -> copies.putAll(copies(name, refused)));
    copies.putAll(
        kept.applications(
                resource,
                facts,
                stored(Names.authSecret(resource), refused)
                    .flatMap(secret -> SecretData.digest(secret, Names.authKey(resource))))
            .stored());
    copies.putAll(kept.userLogins(resource, facts).stored());
    copies.putAll((withoutControl ? kept.internal() : internal).stored());
    return SecretData.replaced(
        GeneratedSecrets.shared(resource, Names.recoverySecret(resource)),
        facts.secret(Names.recoverySecret(resource)),
        copies);
  }

  /** {@return all that is stored where nothing is refused, in this order} */
  public List<Secret> all() {
    return Stream.concat(changed.stream(), recovery(Set.of()).stream()).toList();
  }

  /** One that was not stored everywhere is still asked for. */
  private Map<String, String> rotation(Set<String> refused) {
    Set<String> rotated = Set.of(Names.authSecret(resource), Names.controlSecret(resource));
    List<String> wanted =
        changed.stream()
            .map(secret -> secret.getMetadata().getName())
            .filter(rotated::contains)
            .toList();
    if (!kept.isRotationAsked(resource) || wanted.stream().noneMatch(refused::contains)) {
      return kept.rotation(resource);
    }
    return kept.partOfRotation(
        resource, wanted.stream().filter(name -> !refused.contains(name)).findFirst());
  }

  private Map<String, String> copies(String name, Set<String> refused) {
    Optional<Secret> stored = stored(name, refused);
    Map<String, String> copies = new TreeMap<>();
    if (refused.contains(name) || facts.isForeign(name)) {
      copies.putAll(kept.copies(name, KEYS));
    }
    if (GeneratedSecrets.isOwn(resource, stored)) {
      Map<String, String> texts = SecretData.texts(stored);
      texts.keySet().retainAll(KEYS);
      texts.forEach((key, text) -> copies.put(Recovery.key(name, key), text));
    }
    return copies;
  }

  /** A Secret as it is after the change. */
  private Optional<Secret> stored(String name, Set<String> refused) {
    return changed.stream()
        .filter(secret -> secret.getMetadata().getName().equals(name) && !refused.contains(name))
        .findFirst()
        .or(() -> facts.secret(name));
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "SecretChanges"
        + changed.stream().map(secret -> secret.getMetadata().getName()).toList();
  }
}
