package io.redisfailover.realredis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and that the demo can use this without any test framework. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.realredis");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.realredis.process.RedisProcess",
        "io.redisfailover.realredis.client.RespClient",
        "io.redisfailover.realredis.client.WriteAudit",
        "io.redisfailover.realredis.process.ProgramPath");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.realredis.process.ProgramPath");
  }

  @Test
  void needsNoTestFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..", "org.awaitility..", "com.tngtech..")
        .check(MODULE);
  }
}
