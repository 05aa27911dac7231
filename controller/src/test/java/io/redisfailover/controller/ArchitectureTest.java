package io.redisfailover.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the controller does not know. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.controller");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.controller.redis.MarkerSnapshot",
        "io.redisfailover.controller.redis.ExcessiveRights",
        "io.redisfailover.controller.redis.RequiredSettings",
        "io.redisfailover.controller.redis.ServerTraits",
        "io.redisfailover.controller.redis.StallCause",
        "io.redisfailover.controller.record.FileRecordStore");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.controller.record.FileRecordStore");
  }

  @Test
  void knowsNothingOfTheProxyOrNetty() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.redisfailover.proxy..", "io.netty..")
        .check(MODULE);
  }

  @Test
  void speaksToServersThroughItsRedisPackageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.redisfailover.controller.redis")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("redis.clients..")
        .check(MODULE);
  }
}
