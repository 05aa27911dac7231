package io.redisfailover.configuration.haproxy;

import java.util.List;
import java.util.Optional;

/** Applies the tables to what the file says. */
final class Parameters {
  private Parameters() {}

  /**
   * Applies one directive.
   *
   * @param directive what it is here
   * @param shown how messages name it
   * @param arguments what follows it
   * @param draft takes it
   * @param outcomes gets what came of it
   */
  static <T> void apply(
      Directive<T> directive, String shown, CfgArguments arguments, T draft, CfgOutcomes outcomes) {
    int line = arguments.line();
    switch (directive.verdict()) {
      case TAKEN -> {
        try {
          directive.handler().orElseThrow().take(arguments, draft);
          outcomes.taken(line, shown, directive.meaning());
        } catch (CfgException wrong) {
          outcomes.error(line, shown, wrong.advice());
        }
      }
      case EXPLAINED -> outcomes.explained(line, shown, directive.meaning());
      case REFUSED -> outcomes.error(line, shown, directive.meaning());
    }
  }

  /**
   * Applies the parameters behind an address. What follows one that is refused is not read: it may
   * belong to it.
   *
   * @param table what they are here; each has one keyword
   * @param around the directive that they belong to
   * @param arguments the parameters and their words
   * @param draft takes them
   * @param outcomes gets what came of each
   */
  static <T> void applyAll(
      DirectiveTable<T> table,
      String around,
      CfgArguments arguments,
      T draft,
      CfgOutcomes outcomes) {
    List<String> words = arguments.values();
    int at = 0;
    while (at < words.size()) {
      List<String> word = List.of(words.get(at));
      Optional<Directive<T>> found = table.find(word);
      String shown = around + " " + table.name(word);
      at++;
      if (found.isEmpty()) {
        outcomes.unknown(arguments.line(), shown, table.advice(word));
        continue;
      }
      int end = Math.min(words.size(), at + found.get().arguments());
      CfgArguments own = new CfgArguments(arguments.line(), words.subList(at, end));
      apply(found.get(), shown, own, draft, outcomes);
      if (found.get().verdict() == Directive.Verdict.REFUSED) {
        return;
      }
      at = end;
    }
  }
}
