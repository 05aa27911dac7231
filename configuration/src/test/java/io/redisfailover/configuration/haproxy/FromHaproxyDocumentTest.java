package io.redisfailover.configuration.haproxy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FromHaproxyDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "from-haproxy.md");
  private static final String BEGIN = "<!-- directives: begin (generated) -->\n";
  private static final String END = "<!-- directives: end -->";

  /** With {@code -Ddocs.write=true} it writes the tables instead. */
  @Test
  void listsEveryDirectiveAsTheProgramKnowsIt() throws Exception {
    String text = Files.readString(DOCUMENT);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    String expected =
        before
            + table("Sections", "", SectionDirectives.TABLE)
            + table("`global`", "", GlobalDirectives.TABLE)
            + table("`defaults`, `listen`, `frontend`, `backend`", "", ProxyDirectives.TABLE)
            + table("Parameters of `bind`", "bind … ", BindParameters.TABLE)
            + table(
                "Parameters of `server` and `default-server`", "server … ", ServerParameters.TABLE)
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run with -Ddocs.write=true to write the tables anew")
        .isEqualTo(expected);
  }

  /** Directives of one meaning share a row. */
  private static <T> String table(String title, String prefix, DirectiveTable<T> table) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Directive<T> row : table.rows()) {
      String said = "%s | %s".formatted(outcome(row.verdict()), row.meaning());
      names.merge(said, "`" + prefix + row.name() + "`", (left, right) -> left + ", " + right);
    }
    return names.entrySet().stream()
        .map(row -> "| %s | %s |%n".formatted(row.getValue(), row.getKey()))
        .collect(
            joining(
                "", "### " + title + "\n\n| directive | outcome | here |\n|---|---|---|\n", "\n"));
  }

  private static String outcome(Directive.Verdict verdict) {
    return switch (verdict) {
      case TAKEN -> "taken";
      case EXPLAINED -> "accepted";
      case REFUSED -> "error";
    };
  }
}
