package io.redisfailover.failover.marker;

import io.redisfailover.failover.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys that sign the markers of one pair. The first one signs; each of them verifies, so that a
 * key can be replaced while both are in use. A pair is known by its keys: two pairs must not share
 * one. Immutable; its text form shows no key.
 */
public final class MarkerKeys {
  /** Characters of a key at least. Source: 32 letters and digits have 190 bits. */
  public static final int SHORTEST = 32;

  /** Characters of a key at most. */
  public static final int LONGEST = 1024;

  /** Keys at most: one that signs, and those that are being replaced. */
  public static final int MOST = 8;

  private static final int ID_BYTES = 4;

  /**
   * One key.
   *
   * @param id how a marker names it: the beginning of its SHA-256, 8 hexadecimal digits
   * @param secret the key
   */
  private record Key(String id, SigningKey secret) {}

  private final List<Key> keys;
  private final boolean replaceUnknown;

  /** No key: no marker is believed, and none is written. */
  public static final MarkerKeys NONE = new MarkerKeys(List.of(), false);

  private MarkerKeys(List<Key> keys, boolean replaceUnknown) {
    this.keys = List.copyOf(keys);
    this.replaceUnknown = replaceUnknown;
  }

  /**
   * {@return the same keys after the loss of another one} What an unknown key signed then counts as
   * unsigned, so that it is replaced: it is believed no more than before. Only for a party that
   * knows that no other installation uses its servers; two of them would take turns.
   */
  public MarkerKeys afterLoss() {
    return new MarkerKeys(keys, true);
  }

  /**
   * Reads keys: one a line, the one that signs first. Empty lines and those that begin with {@code
   * #} do not count.
   *
   * @throws IllegalArgumentException with what is wrong and what to do, as it follows on the name
   *     of the file; shows no key
   */
  public static MarkerKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(line));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "has no key; put one line of at least " + SHORTEST + " random characters into it");
    }
    if (keys.size() > MOST) {
      throw new IllegalArgumentException(
          "has "
              + keys.size()
              + " keys, and "
              + MOST
              + " are allowed; remove those that sign no"
              + " marker any more");
    }
    return new MarkerKeys(keys, false);
  }

  /** {@return the same; nothing where the text is wrong} */
  public static Optional<MarkerKeys> of(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private static Key key(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has a key of "
              + text.length()
              + " characters; use "
              + SHORTEST
              + " to "
              + LONGEST
              + " random characters for each");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Key(HexFormat.of().formatHex(digest, 0, ID_BYTES), SigningKey.of(text));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** {@return whether markers can be written} */
  public boolean canSign() {
    return !keys.isEmpty();
  }

  /** {@return whether markers that an unknown key signed are replaced} */
  boolean replacesUnknown() {
    return replaceUnknown;
  }

  /** {@return the id of the key that signs; there must be one} */
  String signer() {
    return keys.getFirst().id();
  }

  /** {@return whether markers that this key signed can be verified} */
  boolean knows(String id) {
    return find(id).isPresent();
  }

  /** {@return the signature of a text by the key that signs, 64 hexadecimal digits} */
  String sign(String text) {
    return keys.getFirst().secret().sign(text);
  }

  /** {@return whether the key of that id has signed a text}; takes as long for a wrong signature */
  boolean verify(String id, String text, String signature) {
    return find(id).filter(key -> key.secret().verifies(text, signature)).isPresent();
  }

  private Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MarkerKeys them
        && keys.equals(them.keys)
        && replaceUnknown == them.replaceUnknown;
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, replaceUnknown);
  }

  @Override
  public String toString() {
    return "MarkerKeys"
        + keys.stream().map(Key::id).toList()
        + (replaceUnknown ? " after a loss" : "");
  }
}
