package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.api.v1.ExporterSpec;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Secrets with random passwords. The operator creates each once and never overwrites a value, so an
 * administrator changes a password by changing the Secret.
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

  /** Keys of the passwords of the internal ACL users. */
  static final List<String> PASSWORDS =
      List.of(OPERATOR_PASSWORD, "proxy-password", "replica-password", "pod-password");

  private static final String DEFAULT_STATS_USER = "admin";

  private GeneratedSecrets() {}

  /**
   * {@return the Secrets to create, or to complete}
   *
   * <p>An existing Secret that lacks a key carries its {@code resourceVersion}, so that an update
   * fails if another client has changed it meanwhile.
   *
   * @param resource the resource
   * @param facts the existing Secrets
   * @param random gives a new password of letters and digits at each call
   */
  static List<Secret> missing(
      RedisFailover resource, DesiredInputs facts, Supplier<String> random) {
    List<Secret> missing = new ArrayList<>();
    if (resource.getSpec().auth().secretName() == null && !resource.getSpec().auth().disabled()) {
      complete(
              Metadata.owned(resource, Names.authSecret(resource), Labels.of(resource)),
              facts.secret(Names.authSecret(resource)),
              random,
              List.of(PASSWORD))
          .ifPresent(missing::add);
    }
    control(resource, facts.secret(Names.controlSecret(resource)), random).ifPresent(missing::add);
    if (resource.getSpec().proxy().stats().authSecretName() == null) {
      complete(
              Metadata.owned(resource, Names.statsSecret(resource), Labels.of(resource)),
              facts.secret(Names.statsSecret(resource)),
              random,
              List.of(USERNAME, PASSWORD))
          .ifPresent(missing::add);
    }
    ExporterSpec exporter = resource.getSpec().auth().exporter();
    if (exporter.enabled() && exporter.secretName() == null) {
      String name = Names.exporterSecret(resource);
      complete(
              Metadata.owned(resource, name, Labels.of(resource)),
              facts.secret(name),
              random,
              List.of(PASSWORD))
          .ifPresent(missing::add);
    }
    return missing;
  }

  /**
   * The Secret with the key of the markers. It stays where the volumes stay: the markers in their
   * data would be foreign to a resource that is made again, and the data of no known epoch.
   */
  private static Optional<Secret> control(
      RedisFailover resource, Optional<Secret> present, Supplier<String> random) {
    List<String> keys = new ArrayList<>(PASSWORDS);
    keys.add(TOKEN);
    keys.add(MARKER_KEY);
    boolean stays = RedisVolumes.stay(resource);
    String name = Names.controlSecret(resource);
    ObjectMeta wanted =
        stays
            ? Metadata.unowned(resource, name, Labels.of(resource))
            : Metadata.owned(resource, name, Labels.of(resource));
    return complete(wanted, present, random, keys)
        .or(() ->
            present
                .filter(secret -> secret.getMetadata().getOwnerReferences().isEmpty() != stays)
                .map(secret ->
                    new SecretBuilder(secret).withMetadata(metadata(wanted, present)).build()));
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
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(key))
        .map(coded -> new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }

  private static Optional<Secret> complete(
      ObjectMeta wanted, Optional<Secret> present, Supplier<String> random, List<String> keys) {
    Map<String, String> data =
        new TreeMap<>(
            present.flatMap(secret -> Optional.ofNullable(secret.getData())).orElse(Map.of()));
    List<String> absent =
        keys.stream()
            .filter(key -> present.flatMap(secret -> value(secret, key)).isEmpty())
            .toList();
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    for (String key : absent) {
      data.put(key, coded(key.equals(USERNAME) ? DEFAULT_STATS_USER : random.get()));
    }
    return Optional.of(
        new SecretBuilder()
            .withMetadata(metadata(wanted, present))
            .withType("Opaque")
            .withData(data)
            .build());
  }

  private static ObjectMeta metadata(ObjectMeta wanted, Optional<Secret> present) {
    ObjectMetaBuilder metadata = new ObjectMetaBuilder(wanted);
    present.ifPresent(
        secret -> metadata.withResourceVersion(secret.getMetadata().getResourceVersion()));
    return metadata.build();
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
