package io.redisfailover.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold in every module; a module's ArchitectureTest implements it. */
public interface ArchitectureRules {
  /** The most lines of a method: what fits on a screen. */
  int METHOD_LINES = 45;

  /** The most other classes of this project that a class may need. */
  int COLLABORATORS = 30;

  /** Calls that ask for the wall time or the environment. */
  DescribedPredicate<JavaMethodCall> ASKS_OUTSIDE =
      describe(
          "ask for the wall time or the environment",
          call -> {
            String name = call.getTarget().getName();
            return switch (call.getTargetOwner().getName()) {
              case "java.time.Instant" -> name.equals("now");
              case "java.time.Clock", "java.time.InstantSource" -> name.startsWith("system");
              case "java.lang.System" -> name.equals("getenv") || name.equals("currentTimeMillis");
              default -> false;
            };
          });

  /** Calls that make the commands of the protocol, or read their replies. */
  DescribedPredicate<JavaMethodCall> SPEAKS_TO_A_SERVER =
      describe(
          "make the commands of the protocol, or read their replies",
          call -> {
            String name = call.getTarget().getName();
            return switch (call.getTargetOwner().getName()) {
              case "io.redisfailover.failover.command.Probe" -> true;
              case "io.redisfailover.failover.command.Command" ->
                  name.equals("packet") || name.equals("fault");
              case "io.redisfailover.failover.command.Lockout" ->
                  name.equals("list")
                      || (name.equals("victims")
                          && !call.getTarget().getRawParameterTypes().isEmpty());
              default -> false;
            };
          });

  /**
   * {@return the main classes of a module}
   *
   * @param root the package of the module
   */
  static JavaClasses classesBelow(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(root);
  }

  /** {@return the main classes of the module} */
  JavaClasses module();

  /** {@return full names of the few outermost classes that may ask for wall time or environment} */
  default Set<String> gatesToTheOutside() {
    return Set.of();
  }

  /** No two packages need each other. */
  @Test
  default void hasNoCyclesBetweenItsPackages() {
    slices().matching("io.redisfailover.(**)").should().beFreeOfCycles().check(module());
  }

  /** Time and environment come in through a few gates, so everything else can be told them. */
  @Test
  default void asksForTimeAndEnvironmentAtItsGatesOnly() {
    DescribedPredicate<JavaClass> inside =
        describe("are no gates", type -> !gatesToTheOutside().contains(outermost(type)));
    noClasses().that(inside).should().callMethodWhere(ASKS_OUTSIDE).check(module());
  }

  /**
   * {@return full names of the few outermost classes that take apart what others have written:
   * servers' replies, requests, files, command lines, messages of the operating system}
   */
  default Set<String> readersOfText() {
    return Set.of();
  }

  /**
   * {@return full names of the few outermost classes that escape, shorten or sort what they write;
   * they may take a text apart, and search in none}
   */
  default Set<String> writersOfText() {
    return Set.of();
  }

  /**
   * Sentences are for people, and may be worded anew at any time. What code has to know of a
   * decision is its {@code Cause}.
   */
  @Test
  default void looksIntoNoSentence() {
    DescribedPredicate<JavaClass> deciding =
        describe("read nothing of others", type -> !readersOfText().contains(outermost(type)));
    DescribedPredicate<JavaClass> neither =
        deciding.and(
            describe("escape nothing", type -> !writersOfText().contains(outermost(type))));
    noClasses().that(deciding).should().accessTargetWhere(TextRule.SEARCHES_TEXT).check(module());
    noClasses().that(neither).should().accessTargetWhere(TextRule.TAKES_TEXT_APART).check(module());
  }

  /** What a call does not show, its source does: with what a sentence is compared. */
  @Test
  default void comparesNoSentenceWithWhatIsKnown() throws IOException {
    for (Path source : sources()) {
      boolean readsOthers = readersOfText().contains(className(source));
      assertThat(SentenceRule.violations(Files.readString(source), readsOthers))
          .as(source.toString())
          .isEmpty();
    }
  }

  /** An exemption that nothing needs any more would cover whatever comes next. */
  @Test
  default void exemptsNoClassThatNeedsNoExemption() {
    assertThat(
            Exemptions.stale(
                module(), readersOfText(), TextRule.SEARCHES_TEXT.or(TextRule.TAKES_TEXT_APART)))
        .as("read no text of others")
        .isEmpty();
    assertThat(Exemptions.stale(module(), writersOfText(), TextRule.TAKES_TEXT_APART))
        .as("take no text apart")
        .isEmpty();
    assertThat(
            Exemptions.stale(
                module(),
                gatesToTheOutside(),
                describe(
                    "ask outside",
                    access -> access instanceof JavaMethodCall call && ASKS_OUTSIDE.test(call))))
        .as("ask for no time and no environment")
        .isEmpty();
  }

  /**
   * How a server is probed and commanded is written once, in the dialogues: nobody else makes the
   * commands of it, or reads their replies.
   */
  @Test
  default void talksToServersInDialoguesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.redisfailover.failover.dialogue..", "io.redisfailover.failover.command..")
        .should()
        .callMethodWhere(SPEAKS_TO_A_SERVER)
        .check(module());
  }

  /** A guard is taken away in tests only. */
  @Test
  default void takesNoGuardAway() {
    DescribedPredicate<JavaMethodCall> allBut =
        describe(
            "take a guard away",
            call ->
                call.getTarget().getName().equals("allBut")
                    && call.getTargetOwner().getSimpleName().equals("Guards"));
    noClasses().should().callMethodWhere(allBut).check(module());
  }

  /** Names say what a thing is. */
  @Test
  default void namesItsClassesByWhatTheyAre() {
    noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?").check(module());
  }

  /** Short enough to be read at one go. */
  @Test
  default void keepsEveryMethodShort() throws IOException {
    for (Path source : sources()) {
      assertThat(MethodRule.longer(Files.readString(source), METHOD_LINES))
          .as(source.toString())
          .isEmpty();
    }
  }

  /** A class that needs half of the house has more than one task. */
  @Test
  default void needsFewOtherClasses() {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (JavaClass type : module()) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String other = outermost(dependency.getTargetClass());
        if (other.startsWith("io.redisfailover.") && !other.equals(outermost(type))) {
          needed.computeIfAbsent(outermost(type), name -> new TreeSet<>()).add(other);
        }
      }
    }
    needed.values().removeIf(others -> others.size() <= COLLABORATORS);
    assertThat(needed).as("classes that need more than " + COLLABORATORS + " others").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      return sources.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  private static String className(Path source) {
    String path = Path.of("src", "main", "java").relativize(source).toString();
    return path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
  }

  private static String outermost(JavaClass type) {
    return Exemptions.outermost(type);
  }
}
