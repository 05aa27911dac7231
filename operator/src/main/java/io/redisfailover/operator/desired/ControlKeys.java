package io.redisfailover.operator.desired;

import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.operator.passwords.InternalPasswords;
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
  public boolean isSound(String key, String text) {
    return keepsFormer(key)
        ? MarkerKeys.of(text).isPresent()
        : text.length() <= LONGEST && !SecretData.hasControls(text);
  }

  /** A server that comes back late carries markers that a former key has signed. */
  @Override
  public boolean keepsFormer(String key) {
    return key.equals(GeneratedSecrets.MARKER_KEY);
  }
}
