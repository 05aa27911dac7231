package io.redisfailover.controlapi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what messages have no need of. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.controlapi");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  /** A token is in its operator's hands. */
  @Override
  public Set<String> readersOfText() {
    return Set.of("io.redisfailover.controlapi.ControlToken");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of("io.redisfailover.controlapi.Sentence");
  }

  @Test
  void dependsOnTheProtocolAndJacksonOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "com.fasterxml.jackson.core..",
                "com.fasterxml.jackson.databind..",
                "io.redisfailover.failover..",
                "io.redisfailover.controlapi.."))
        .check(MODULE);
  }

  @Test
  void neitherServesNorCalls() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..")
        .check(MODULE);
  }
}
