package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.KeyTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** Which section of a list a key is in. */
  private static final Pattern ELEMENT = Pattern.compile("\\[([0-9]+)]");

  /** Puts the settings in order. */
  ImportedPair {
    settings =
        settings.stream()
            .sorted(
                Comparator.comparingInt((ImportedSetting setting) -> place(list(setting.key())))
                    .thenComparingInt(ImportedPair::element)
                    .thenComparingInt(
                        setting -> place(ELEMENT.matcher(setting.key()).replaceAll(""))))
            .toList();
  }

  private static int place(String key) {
    return ORDER.indexOf(key);
  }

  /** {@return the key of the list that it belongs to; of another key that key itself} */
  private static String list(String key) {
    Matcher matcher = ELEMENT.matcher(key);
    return matcher.find() ? key.substring(0, matcher.start()) : key;
  }

  private static int element(ImportedSetting setting) {
    Matcher matcher = ELEMENT.matcher(setting.key());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
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
