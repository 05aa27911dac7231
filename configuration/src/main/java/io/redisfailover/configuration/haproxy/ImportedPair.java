package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.KeyTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One pair of servers of the file, as settings of one process.
 *
 * @param name the section where its clients connect
 * @param line where that begins, from 1
 * @param settings the settings in the order of the documentation
 */
record ImportedPair(String name, int line, List<ImportedSetting> settings) {
  private static final List<String> ORDER =
      KeyTable.of(ProcessConfig.class).stream().map(KeyTable.Row::name).toList();

  /** Puts the settings in order. */
  ImportedPair {
    settings =
        settings.stream()
            .sorted(Comparator.comparingInt(setting -> ORDER.indexOf(setting.key())))
            .toList();
  }

  /** {@return the line of the file that says a key, or something in it, if one does} */
  Optional<Integer> saidAt(String key) {
    for (ImportedSetting setting : settings) {
      for (int i = 0; i < setting.lines().size(); i++) {
        String own = setting.list() ? setting.key() + "[" + i + "]" : setting.key();
        boolean meant = own.equals(key) || own.startsWith(key + ".") || own.startsWith(key + "[");
        if (meant && setting.lines().get(i) > 0) {
          return Optional.of(setting.lines().get(i));
        }
      }
    }
    return Optional.empty();
  }

  /** {@return the line of the file that says a key, or something in or around it} */
  int lineOf(String key) {
    String around = key;
    while (true) {
      Optional<Integer> said = saidAt(around);
      if (said.isPresent()) {
        return said.get();
      }
      if (around.indexOf('.') < 0) {
        return line;
      }
      around = around.substring(0, around.lastIndexOf('.'));
    }
  }
}
