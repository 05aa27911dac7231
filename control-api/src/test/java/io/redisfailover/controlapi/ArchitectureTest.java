package io.redisfailover.controlapi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what messages have no need of. */
class ArchitectureTest implements HouseRules {
  private static final JavaClasses MODULE = HouseRules.classesBelow("io.redisfailover.controlapi");

  @Override
  public JavaClasses module() {
    return MODULE;
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
