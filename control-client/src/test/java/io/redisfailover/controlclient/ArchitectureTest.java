package io.redisfailover.controlclient;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what a client has no need of. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.controlclient");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Test
  void dependsOnTheProtocolAndTheControlApiOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "io.redisfailover.failover..",
                "io.redisfailover.controlapi..",
                "io.redisfailover.controlclient.."))
        .check(MODULE);
  }
}
