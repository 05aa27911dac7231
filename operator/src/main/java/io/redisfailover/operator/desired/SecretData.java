package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.passwords.StoredTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of Secrets as texts. */
final class SecretData {
  private SecretData() {}

  /** {@return the text of a key, if it exists and is not blank} */
  static Optional<String> text(Secret secret, String key) {
    return bytes(secret, key).map(SecretData::decoded).filter(text -> !isBlank(text));
  }

  /** {@return all texts that are not blank} */
  static Map<String, String> texts(Optional<Secret> secret) {
    Map<String, String> texts = new TreeMap<>();
    for (String key : data(secret).keySet()) {
      secret.flatMap(it -> text(it, key)).ifPresent(text -> texts.put(key, text));
    }
    return texts;
  }

  /** {@return the first line of a value that is not blank, if there is one} */
  static Optional<String> line(Secret secret, String key) {
    return bytes(secret, key)
        .map(SecretData::decoded)
        .flatMap(text -> StoredTexts.lines(text).stream().findFirst());
  }

  /**
   * {@return SHA-256 of a value as a shell reads it: without the ends of its last lines, and
   * without zeros}
   */
  static Optional<String> digest(Secret secret, String key) {
    return bytes(secret, key).filter(bytes -> !isBlank(decoded(bytes))).map(SecretData::digest);
  }

  /**
   * {@return SHA-256 of a value without blanks around it, if it is more than that} Bytes are
   * hashed, whatever characters they stand for.
   */
  static Optional<String> strippedDigest(Secret secret, String key) {
    return bytes(secret, key).map(SecretData::stripped).filter(it -> it.length > 0).map(Sha256::of);
  }

  private static byte[] stripped(byte[] bytes) {
    // Each byte is a character there, so that none is lost.
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replaceAll("^[ \t-\r]+|[ \t-\r]+$", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String digest(byte[] bytes) {
    byte[] read = new byte[bytes.length];
    int end = 0;
    for (byte next : bytes) {
      if (next != 0) {
        read[end++] = next;
      }
    }
    while (end > 0 && read[end - 1] == '\n') {
      end--;
    }
    return Sha256.of(Arrays.copyOf(read, end));
  }

  private static boolean isBlank(String text) {
    return StoredTexts.lines(text).isEmpty();
  }

  /** {@return whether a text has control characters} */
  static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static Map<String, String> data(Optional<Secret> secret) {
    return secret.flatMap(it -> Optional.ofNullable(it.getData())).orElse(Map.of());
  }

  private static Optional<byte[]> bytes(Secret secret, String key) {
    return Optional.ofNullable(data(Optional.of(secret)).get(key))
        .map(coded -> Base64.getDecoder().decode(coded));
  }

  private static String decoded(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return a Secret with these texts among its others; empty where the present one has them} */
  static Optional<Secret> merged(
      ObjectMeta wanted, Optional<Secret> present, Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>(data(present));
    texts.forEach((key, text) -> data.put(key, coded(text)));
    return unlessPresent(wanted, present, data);
  }

  /** {@return a Secret with these texts alone; empty where the present one has the same} */
  static Optional<Secret> replaced(
      ObjectMeta wanted, Optional<Secret> present, Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>();
    texts.forEach((key, text) -> data.put(key, coded(text)));
    return unlessPresent(wanted, present, data);
  }

  /**
   * Another owner, or an annotation that is missing, is a difference too: whether it outlives the
   * resource. One without a version is only remembered.
   */
  private static Optional<Secret> unlessPresent(
      ObjectMeta wanted, Optional<Secret> present, Map<String, String> data) {
    boolean same =
        present
            .filter(it -> it.getMetadata().getResourceVersion() != null)
            .filter(it -> data(present).equals(data))
            .filter(it -> isControlled(it.getMetadata()) == isControlled(wanted))
            .filter(
                it -> annotations(it.getMetadata()).equals(annotations(wanted, it.getMetadata())))
            .isPresent();
    if (same) {
      return Optional.empty();
    }
    return Optional.of(
        new SecretBuilder()
            .withMetadata(metadata(wanted, present))
            .withType("Opaque")
            .withData(data)
            .build());
  }

  /**
   * {@return metadata to store over that of the present Secret, if there is one} Others may have
   * labels, annotations, finalizers and owners of theirs there.
   */
  static ObjectMeta metadata(ObjectMeta wanted, Optional<Secret> present) {
    return present.map(it -> metadata(wanted, it.getMetadata())).orElse(wanted);
  }

  private static ObjectMeta metadata(ObjectMeta wanted, ObjectMeta present) {
    Map<String, String> labels = new TreeMap<>();
    Optional.ofNullable(present.getLabels()).ifPresent(labels::putAll);
    labels.putAll(wanted.getLabels());
    return new ObjectMetaBuilder(wanted)
        .withResourceVersion(present.getResourceVersion())
        .withLabels(labels)
        .withAnnotations(annotations(wanted, present))
        .withFinalizers(present.getFinalizers())
        .withOwnerReferences(owners(wanted, present))
        .build();
  }

  /** The controller is the resource, and there is none where the Secret outlives it. */
  private static List<OwnerReference> owners(ObjectMeta wanted, ObjectMeta present) {
    List<OwnerReference> owners = new ArrayList<>(owners(wanted));
    owners(present).stream()
        .filter(owner -> !isController(owner))
        .filter(
            owner -> owners(wanted).stream().noneMatch(it -> it.getUid().equals(owner.getUid())))
        .forEach(owners::add);
    return owners;
  }

  private static List<OwnerReference> owners(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getOwnerReferences()).orElse(List.of());
  }

  private static boolean isController(OwnerReference owner) {
    return Boolean.TRUE.equals(owner.getController());
  }

  private static Map<String, String> annotations(ObjectMeta wanted, ObjectMeta present) {
    Map<String, String> annotations = new TreeMap<>(annotations(present));
    annotations.putAll(annotations(wanted));
    return annotations;
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
  }

  private static boolean isControlled(ObjectMeta metadata) {
    return owners(metadata).stream().anyMatch(SecretData::isController);
  }
}
