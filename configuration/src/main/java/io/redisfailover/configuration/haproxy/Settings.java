package io.redisfailover.configuration.haproxy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of this project's file; a later value of a key replaces the one before. For one thread. */
final class Settings {
  private final Map<String, Setting> byKey = new LinkedHashMap<>();

  /** Sets a key, for the line of the arguments. */
  void set(CfgArguments from, String key, String value) {
    put(new Setting(key, value, from.line()));
  }

  void put(Setting setting) {
    byKey.put(setting.key(), setting);
  }

  void putAll(Settings others) {
    byKey.putAll(others.byKey);
  }

  /** Copies one key under another name, if it is set. */
  void copy(Settings from, String key, String to) {
    from.get(key).ifPresent(found -> put(new Setting(to, found.value(), found.line())));
  }

  Optional<Setting> get(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Collection<Setting> all() {
    return byKey.values();
  }
}
