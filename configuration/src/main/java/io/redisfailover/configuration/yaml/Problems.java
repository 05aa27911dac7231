package io.redisfailover.configuration.yaml;

import io.redisfailover.failover.model.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the mistakes of one file and remembers where each key stands, so that a check across
 * several keys can name a place too. For one thread.
 */
public final class Problems {
  /** Most mistakes that are named; who mends these sees the next ones. */
  static final int MOST = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private int further;
  private final Map<String, YamlNode.Place> places = new HashMap<>();

  /** No mistakes yet, in a file of this name. */
  public Problems(String file) {
    this.file = file;
  }

  /**
   * Adds a mistake at a key that was read or that is missing; a missing one is placed at the
   * nearest section around it.
   *
   * @param key the whole key
   * @param sentence what is wrong and what to write instead
   */
  public void add(String key, String sentence) {
    String around = key;
    while (!places.containsKey(around) && around.contains(".")) {
      around = around.substring(0, around.lastIndexOf('.'));
    }
    add(places.getOrDefault(around, new YamlNode.Place(1, 1)), key, sentence);
  }

  void add(YamlNode.Place at, String key, String sentence) {
    if (found.size() < MOST) {
      found.add(
          new Problem(
              file,
              at.line(),
              at.column(),
              Printable.shortened(key),
              Printable.shortened(sentence)));
    } else {
      further++;
    }
  }

  void place(String key, YamlNode.Place at) {
    places.put(key, at);
  }

  /** {@return whether the file names this key} */
  public boolean names(String key) {
    return places.containsKey(key);
  }

  /** {@return whether nothing is wrong so far} */
  public boolean none() {
    return found.isEmpty();
  }

  /** {@return the mistakes in the order of the file, and how many there are besides} */
  public List<Problem> list() {
    List<Problem> ordered = new ArrayList<>(found);
    ordered.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (further > 0) {
      ordered.add(Problem.further(ordered.getLast(), further));
    }
    return List.copyOf(ordered);
  }
}
