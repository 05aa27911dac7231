package io.redisfailover.operator.desired;

import io.redisfailover.controlapi.ControlToken;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys of the Secret that operator, proxies and servers share. */
final class ControlKeys implements InternalPasswords.Keys {
  static final ControlKeys INSTANCE = new ControlKeys();

  /** As Redis reads a password from its configuration file. */
  private static final int LONGEST = 512;

  private final Set<String> all = new TreeSet<>(GeneratedSecrets.PASSWORDS);

  private ControlKeys() {
    all.add(GeneratedSecrets.TOKEN);
    all.add(GeneratedSecrets.MARKER_KEY);
  }

  @Override
  public Set<String> all() {
    return all;
  }

  @Override
  public Optional<String> fault(String key, String text) {
    if (keepsFormer(key)) {
      return markerKeyFault(text);
    }
    return key.equals(GeneratedSecrets.TOKEN)
        ? passwordFault(text).or(() -> tokenFault(text))
        : passwordFault(text);
  }

  /** The proxies refuse a file with such a token. */
  private static Optional<String> tokenFault(String text) {
    return ControlToken.isSendable(text)
        ? Optional.empty()
        : Optional.of("has characters that no HTTP header can carry");
  }

  private static Optional<String> passwordFault(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("is longer than %d characters".formatted(LONGEST));
    }
    return SecretData.hasControls(text) ? Optional.of("has control characters") : Optional.empty();
  }

  private static Optional<String> markerKeyFault(String text) {
    if (MarkerKeys.of(text).isPresent()) {
      return Optional.empty();
    }
    if (text.length() < MarkerKeys.SHORTEST) {
      return Optional.of("is shorter than %d characters".formatted(MarkerKeys.SHORTEST));
    }
    return Optional.of(
        text.length() > MarkerKeys.LONGEST
            ? "is longer than %d characters".formatted(MarkerKeys.LONGEST)
            : "begins with the sign of a comment");
  }

  /** A server that comes back late carries markers that a former key has signed. */
  @Override
  public boolean keepsFormer(String key) {
    return key.equals(GeneratedSecrets.MARKER_KEY);
  }
}
