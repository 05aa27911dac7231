package io.redisfailover.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The rules of the house, and that the demo has no client of its own. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.quickstart");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Test
  void writesWithTheWritersOfTheTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("redis.clients..", "io.lettuce..", "io.netty..")
        .check(MODULE);
  }
}
