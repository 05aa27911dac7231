package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/clients.md has the libraries that {@code clients/run} runs, and no others. To write its
 * tables anew: {@code clients/run --write}.
 */
class ClientsPageTest {
  private static final Path CLIENTS = Path.of("..", "clients");
  private static final Path DOCUMENT = Path.of("..", "docs", "clients.md");

  @Test
  void listsTheCommandsOfEveryLibraryAndOfNoOther() throws IOException {
    assertThat(rows("commands")).containsExactlyElementsOf(names(library -> true));
  }

  @Test
  void listsTheWaitsOfEveryLibraryThatLoopsAndOfNoOther() throws IOException {
    assertThat(rows("faults").stream().distinct())
        .containsExactlyElementsOf(names(library -> !library.contains("\nloop = false")));
  }

  @Test
  void hasAProgramForEveryLibrary() throws IOException {
    for (String library : libraries()) {
      String program = field(library, "program").replaceFirst("#.*", "");
      assertThat(CLIENTS.resolve(program)).isRegularFile();
    }
  }

  @Test
  void showsWhatTheCommittedRunSaw() throws IOException {
    String results = Files.readString(Path.of("..", "docs", "clients", "results.json"));
    for (String name : names(library -> true)) {
      assertThat(results).contains("\n  \"" + name + "\": {");
    }
  }

  private static List<String> rows(String block) throws IOException {
    String page = Files.readString(DOCUMENT);
    int begin = page.indexOf("<!-- " + block + ": begin (generated) -->");
    return page.substring(begin, page.indexOf("<!-- " + block + ": end -->"))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| library |"))
        .map(line -> line.substring(2, line.indexOf(" |", 2)))
        .toList();
  }

  private static List<String> names(Predicate<String> which) throws IOException {
    return libraries().stream().filter(which).map(library -> field(library, "name")).toList();
  }

  private static List<String> libraries() throws IOException {
    return Pattern.compile("^\\[\\[library]]$", Pattern.MULTILINE)
        .splitAsStream(Files.readString(CLIENTS.resolve("libraries.toml")))
        .skip(1)
        .toList();
  }

  private static String field(String library, String name) {
    return library
        .lines()
        .filter(line -> line.startsWith(name + " = \""))
        .map(line -> line.substring(name.length() + 4, line.length() - 1))
        .findFirst()
        .orElseThrow();
  }
}
