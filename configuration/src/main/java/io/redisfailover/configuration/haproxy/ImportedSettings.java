package io.redisfailover.configuration.haproxy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of this project's file; a later value of a key replaces the one before. For one thread. */
final class ImportedSettings {
  private final Map<String, ImportedSetting> byKey = new LinkedHashMap<>();

  /** Sets a key, for the line of the arguments. */
  void set(CfgArguments from, String key, String value) {
    put(new ImportedSetting(key, value, from.line()));
  }

  void put(ImportedSetting setting) {
    byKey.put(setting.key(), setting);
  }

  void putAll(ImportedSettings others) {
    byKey.putAll(others.byKey);
  }

  /** Copies one key under another name, if it is set. */
  void copy(ImportedSettings from, String key, String to) {
    from.get(key).ifPresent(found -> put(new ImportedSetting(to, found.value(), found.line())));
  }

  void remove(String key) {
    byKey.remove(key);
  }

  Optional<ImportedSetting> get(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Collection<ImportedSetting> all() {
    return byKey.values();
  }
}
