package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of the sources of all modules together, and of the map of them. */
class SourceTreeTest {
  private static final Path ROOT = Path.of("..");
  private static final String MAP = "docs/architecture.md";
  private static final Pattern IN_CODE = Pattern.compile("`([A-Z][A-Za-z]+)`");

  /** Every module has one of each; the rules of the house are a test of that name. */
  private static final Set<String> EVERYWHERE = Set.of("package-info", "ArchitectureTest");

  /** Outside a module, a class is spoken of by its simple name. */
  @Test
  void noTwoClassesOfProductAndTestsHaveOneSimpleName() throws IOException {
    Map<String, List<Path>> homes = classes("src/main/java", "src/test/java");
    homes.keySet().removeAll(EVERYWHERE);
    homes.values().removeIf(files -> files.size() == 1);
    assertThat(homes).isEmpty();
  }

  /** The map tells where to begin; a name that is gone leads astray. */
  @Test
  void everyClassThatTheMapNamesIsThere() throws IOException {
    String map = Files.readString(ROOT.resolve(MAP));
    String trips = map.substring(map.indexOf("## Six trips"));
    Set<String> named =
        IN_CODE
            .matcher(trips)
            .results()
            .map(name -> name.group(1))
            .filter(name -> !NO_CLASSES.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(classes("src/main/java").keySet()).containsAll(named);
  }

  /** A scenario that says nothing runs beside another one, which it may disturb. */
  @Test
  void everyOtherScenarioSaysWhyItHasTheClusterForItself() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("e2e/src/test/java/io/redisfailover/e2e"))) {
      List<Path> scenarios =
          files.filter(file -> file.toString().endsWith("IT.java")).sorted().toList();
      List<String> shared = new ArrayList<>();
      for (Path scenario : scenarios) {
        if (!Files.readString(scenario).contains("\n@Isolated(\"")) {
          shared.add(scenario.getFileName().toString().replace(".java", ""));
        }
      }
      assertThat(shared)
          .containsExactly(
              "GitOpsIT", "LoginIT", "OwnershipIT", "PasswordsIT", "RollIT", "StorageIT");
    }
  }

  /** Every module of the build is a row of the map, and nothing else is. */
  @Test
  void theMapNamesEveryModule() throws IOException {
    List<String> modules =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(module -> module.group(1))
            .toList();
    List<String> rows =
        Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|")
            .matcher(Files.readString(ROOT.resolve(MAP)))
            .results()
            .map((MatchResult row) -> row.group(1))
            .distinct()
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(modules);
  }

  /** A package that has moved leads astray, too. */
  @Test
  void everyPackageThatTheMapNamesIsInItsModule() throws IOException {
    List<String> lost = new ArrayList<>();
    Pattern row = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (.*) \\|$");
    for (MatchResult found : row.matcher(Files.readString(ROOT.resolve(MAP))).results().toList()) {
      Set<String> packages = packages(ROOT.resolve(found.group(1)).resolve("src"));
      Pattern.compile("`([a-z]+)`")
          .matcher(found.group(2))
          .results()
          .map(named -> named.group(1))
          .filter(named -> !packages.contains(named))
          .filter(named -> !Files.exists(ROOT.resolve(named).resolve("pom.xml")))
          .forEach(named -> lost.add(found.group(1) + ": " + named));
    }
    assertThat(lost).isEmpty();
  }

  private static Set<String> packages(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  /** In code there, and no classes: what users write, and values. */
  private static final Set<String> NO_CLASSES = Set.of("RouteOnly", "Promote");

  private static Map<String, List<Path>> classes(String... folders) throws IOException {
    Map<String, List<Path>> homes = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> sources =
          modules.flatMap(module -> Stream.of(folders).map(module::resolve)).toList();
      for (Path source : sources) {
        if (Files.isDirectory(source)) {
          add(homes, source);
        }
      }
    }
    assertThat(homes).hasSizeGreaterThan(300);
    return homes;
  }

  private static void add(Map<String, List<Path>> homes, Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> {
            String name = file.getFileName().toString();
            homes
                .computeIfAbsent(
                    name.substring(0, name.length() - ".java".length()), key -> new ArrayList<>())
                .add(file);
          });
    }
  }
}
