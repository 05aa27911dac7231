package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the text of HAProxy's file into sections. */
final class CfgReader {
  /** Every keyword that begins a section. */
  static final Set<String> SECTIONS =
      Set.of(
          "global",
          "defaults",
          "listen",
          "frontend",
          "backend",
          "userlist",
          "peers",
          "mailers",
          "resolvers",
          "program",
          "cache",
          "ring",
          "http-errors",
          "log-forward",
          "fcgi-app");

  /** The bytes of a byte-order mark. */
  private static final String MARK = "\u00ef\u00bb\u00bf";

  /** Each may inherit what a whole file holds. */
  private static final int MOST_SECTIONS = 1_000;

  private final CfgOutcomes outcomes;
  private final List<CfgSection> sections = new ArrayList<>();
  private Optional<CfgLine> title = Optional.empty();
  private List<CfgLine> lines = new ArrayList<>();

  private CfgReader(CfgOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * Reads a file.
   *
   * @param text the whole file, printed on one line or on many; one character for each byte, since
   *     what a comment holds need be no UTF-8
   * @param environment yields a variable that the file names
   * @param outcomes gets what cannot be read
   * @return its sections in order, without those that cannot be read
   */
  static List<CfgSection> read(
      String text, Function<String, Optional<String>> environment, CfgOutcomes outcomes) {
    boolean marked = text.startsWith(MARK);
    if (marked) {
      outcomes.error(
          1,
          "",
          "The file begins with a byte-order mark, which HAProxy does not read either; save it as UTF-8 without one.");
    }
    String content = marked ? text.substring(MARK.length()) : text;
    CfgReader reader = new CfgReader(outcomes);
    Optional<List<String>> oneLine = OneLineFile.split(content);
    List<String> lines = oneLine.orElseGet(() -> content.lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      int number = oneLine.isPresent() ? 1 : i + 1;
      try {
        List<String> words = CfgTokenizer.words(lines.get(i), environment);
        if (!words.isEmpty() && !words.getFirst().isEmpty()) {
          reader.take(new CfgLine(number, words));
        }
      } catch (CfgException wrong) {
        outcomes.error(number, "", wrong.advice());
      }
    }
    reader.finish();
    return reader.sections;
  }

  private void take(CfgLine line) {
    String first = line.words().getFirst();
    if (SECTIONS.contains(first)) {
      finish();
      title = Optional.of(line);
    } else if (first.startsWith(".")) {
      outcomes.error(
          line.number(), "", "Conditional blocks are not read here; keep the lines that count.");
    } else if (title.isEmpty()) {
      outcomes.error(
          line.number(),
          "",
          "The line stands in no section; begin with `global`, `defaults` or `listen`.");
    } else {
      lines.add(line);
    }
  }

  private void finish() {
    title.ifPresent(this::finish);
    title = Optional.empty();
    lines = new ArrayList<>();
  }

  private void finish(CfgLine begin) {
    List<String> words = begin.words();
    String kind = words.getFirst();
    int named = words.size() > 1 && !words.get(1).equals("from") ? 1 : 0;
    List<String> rest = words.subList(1 + named, words.size());
    boolean from = rest.size() == 2 && rest.getFirst().equals("from");
    boolean needsName = Set.of("listen", "frontend", "backend").contains(kind);
    if (sections.size() == MOST_SECTIONS) {
      outcomes.error(
          begin.number(), kind, "The file has more than 1000 sections; keep those for Redis.");
    } else if (needsName && named == 0) {
      outcomes.error(begin.number(), kind, "The section has no name; add one.");
    } else if (!rest.isEmpty() && !from) {
      outcomes.error(
          begin.number(),
          kind,
          "More follows than the name of the section; set an address with `bind`.");
    } else {
      sections.add(
          new CfgSection(
              kind,
              named == 1 ? words.get(1) : "",
              from ? Optional.of(rest.get(1)) : Optional.empty(),
              begin.number(),
              lines));
    }
  }
}
