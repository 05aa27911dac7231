package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the sections of a file say by the tables. Pure but for the collector of outcomes.
 *
 * @param global what {@code global} says
 * @param proxies each listen, frontend and backend, with what it inherits
 */
record CfgModel(ImportedSettings global, List<ProxyDraft> proxies) {
  /** Longest chain of {@code defaults} sections that name each other. */
  private static final int MOST_DEFAULTS = 16;

  /**
   * Applies the tables.
   *
   * @param sections the file
   * @param outcomes gets what came of each directive
   */
  static CfgModel of(List<CfgSection> sections, CfgOutcomes outcomes) {
    return new Builder(outcomes).build(sections);
  }

  /** Reads the sections in order. */
  private static final class Builder {
    private final CfgOutcomes outcomes;
    private final ImportedSettings global = new ImportedSettings();
    private final List<ProxyDraft> proxies = new ArrayList<>();
    private final Map<String, List<CfgSection>> defaults = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private List<CfgSection> last = List.of();

    Builder(CfgOutcomes outcomes) {
      this.outcomes = outcomes;
    }

    CfgModel build(List<CfgSection> sections) {
      for (CfgSection section : sections) {
        SectionDirectives.TABLE
            .find(List.of(section.kind()))
            .ifPresent(meaning ->
                Parameters.apply(
                    meaning,
                    section.kind(),
                    new CfgArguments(section.line(), List.of()),
                    section,
                    outcomes));
        switch (section.kind()) {
          case "global" ->
              section.lines().forEach(line -> apply(GlobalDirectives.TABLE, line, global));
          case "defaults" -> defaults(section);
          case "listen", "frontend", "backend" -> proxy(section);
          default -> {}
        }
      }
      return new CfgModel(global, proxies);
    }

    private void defaults(CfgSection section) {
      List<CfgSection> chain = new ArrayList<>(section.from().map(this::named).orElse(List.of()));
      section
          .from()
          .filter(from -> !defaults.containsKey(from))
          .ifPresent(from -> missing(section));
      chain.add(section);
      if (chain.size() > MOST_DEFAULTS) {
        outcomes.error(
            section.line(), "defaults", "Too many sections inherit in a row; use fewer.");
        return;
      }
      last = chain;
      defaults.put(section.name(), chain);
      ProxyDraft unused = draft(section, List.of(section), List.of());
    }

    private void proxy(CfgSection section) {
      if (!names.add(section.kind() + " " + section.name())) {
        outcomes.error(
            section.line(), section.kind(), "Another section has the same name; rename one.");
      }
      section
          .from()
          .filter(from -> !defaults.containsKey(from))
          .ifPresent(from -> missing(section));
      List<CfgSection> inherited = section.from().map(this::named).orElse(last);
      proxies.add(draft(section, inherited, section.lines()));
    }

    private void missing(CfgSection section) {
      outcomes.error(
          section.line(),
          section.kind(),
          "The defaults section behind `from` stands nowhere above; correct the name.");
    }

    private List<CfgSection> named(String name) {
      return defaults.getOrDefault(name, List.of());
    }

    private ProxyDraft draft(CfgSection section, List<CfgSection> inherited, List<CfgLine> own) {
      ProxyDraft draft = new ProxyDraft(section, outcomes);
      for (CfgSection defaults : inherited) {
        draft.inherits(true);
        defaults.lines().forEach(line -> apply(ProxyDirectives.TABLE, line, draft));
      }
      draft.inherits(false);
      own.forEach(line -> apply(ProxyDirectives.TABLE, line, draft));
      return draft;
    }

    private <T> void apply(DirectiveTable<T> table, CfgLine line, T draft) {
      List<String> words = line.words();
      boolean off = words.size() > 1 && Set.of("no", "default").contains(words.getFirst());
      List<String> named = off ? words.subList(1, words.size()) : words;
      Optional<Directive<T>> found = table.find(named);
      if (found.isEmpty()) {
        outcomes.unknown(line.number(), table.name(named), table.advice(named));
      } else if (off) {
        off(found.get(), line, draft);
      } else {
        int keywords = DirectiveTable.keywords(found.get());
        List<String> rest = words.subList(keywords, words.size());
        Parameters.apply(
            found.get(),
            found.get().name(),
            new CfgArguments(line.number(), rest),
            draft,
            outcomes);
      }
    }

    private <T> void turnOff(Directive.Handler<T> off, String shown, CfgLine line, T draft) {
      try {
        off.take(new CfgArguments(line.number(), List.of()), draft);
        outcomes.taken(line.number(), shown, "It is off.");
      } catch (CfgException refused) {
        outcomes.error(line.number(), shown, refused.advice());
      }
    }

    /** What means nothing here, or is not supported, is off anyway. */
    private <T> void off(Directive<T> directive, CfgLine line, T draft) {
      String shown = "no " + directive.name();
      if (directive.off().isPresent()) {
        turnOff(directive.off().get(), shown, line, draft);
      } else if (directive.verdict() == Directive.Verdict.TAKEN) {
        outcomes.error(line.number(), shown, "It cannot be turned off here; remove both lines.");
      } else {
        outcomes.explained(line.number(), shown, "It has no effect here anyway.");
      }
    }
  }
}
