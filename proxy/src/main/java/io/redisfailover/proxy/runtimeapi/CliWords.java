package io.redisfailover.proxy.runtimeapi;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of one command: separated by blanks, a backslash takes the meaning from the character
 * behind it.
 *
 * @param all the words, at most {@link #MOST}
 */
record CliWords(List<String> all) {
  /** As many as HAProxy reads; the rest is ignored. */
  static final int MOST = 64;

  CliWords {
    all = List.copyOf(all);
  }

  static CliWords of(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < command.length(); i++) {
      char each = command.charAt(i);
      if (each == '\\' && i + 1 < command.length()) {
        i++;
        word.append(command.charAt(i));
        inWord = true;
      } else if (each == ' ' || each == '\t') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(each);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return new CliWords(words.subList(0, Math.min(MOST, words.size())));
  }

  /** {@return the word at that place, from 0; empty when there is none} */
  String at(int place) {
    return place < all.size() ? all.get(place) : "";
  }

  /** {@return whether it begins with these words} */
  boolean beginsWith(List<String> words) {
    return all.size() >= words.size() && all.subList(0, words.size()).equals(words);
  }

  /** {@return the words from that place on} */
  List<String> from(int place) {
    return all.subList(Math.min(place, all.size()), all.size());
  }
}
