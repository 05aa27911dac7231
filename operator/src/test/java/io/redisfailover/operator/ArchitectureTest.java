package io.redisfailover.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what stays out of the operator and of its pure parts. */
class ArchitectureTest implements HouseRules {
  private static final JavaClasses MODULE = HouseRules.classesBelow("io.redisfailover.operator");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Test
  void knowsNoProxyAndNoNetty() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "io.redisfailover.proxy..", "redis.clients..")
        .check(MODULE);
  }

  @Test
  void keepsTheDesiredObjectsPure() {
    classes()
        .that()
        .resideInAPackage("..desired")
        .and()
        .doNotHaveSimpleName("Scripts") // reads the files of the program, once
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "java.nio.charset..",
            "java.security..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "io.fabric8.kubernetes.api..",
            "io.fabric8.kubernetes.client", // CustomResource
            "io.redisfailover.operator.api.v1",
            "io.redisfailover.operator.desired")
        .check(MODULE);
  }

  @Test
  void keepsTheResourceFreeOfEverythingElse() {
    classes()
        .that()
        .resideInAPackage("..api.v1")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "io.fabric8..",
            "io.redisfailover.operator.api.v1")
        .check(MODULE);
  }
}
