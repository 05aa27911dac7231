package io.redisfailover.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.HouseRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the standalone process does not know. */
class ArchitectureTest implements HouseRules {
  private static final JavaClasses MODULE = HouseRules.classesBelow("io.redisfailover.standalone");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of("CommandLine", "RedisBinary");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("RedisBinary");
  }

  @Test
  void leavesNettyToTheProxy() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty..").check(MODULE);
  }

  @Test
  void speaksToServersByItselfInTheQuickstartOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.redisfailover.standalone.quickstart")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("redis.clients..")
        .check(MODULE);
  }
}
