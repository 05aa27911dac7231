package io.redisfailover.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.HouseRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and that tables need nothing but results. */
class ArchitectureTest implements HouseRules {
  private static final JavaClasses MODULE = HouseRules.classesBelow("io.redisfailover.bench");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.bench.run.Accounts",
        "io.redisfailover.bench.rival.Build",
        "io.redisfailover.bench.rival.HaproxyProcess",
        "io.redisfailover.bench.rival.HaproxyProgram",
        "io.redisfailover.bench.soak.Options",
        "io.redisfailover.bench.comparison.Options",
        "io.redisfailover.bench.run.Placement",
        "io.redisfailover.bench.machine.Words",
        "io.redisfailover.bench.soak.SoakBench");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of("io.redisfailover.bench.comparison.FailoverBench");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.bench.rival.HaproxyProgram");
  }

  @Test
  void makesTablesWithoutAnyProcessFileOrServer() {
    noClasses()
        .that()
        .resideInAPackage("io.redisfailover.bench.table")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio..", "redis.clients..", "io.redisfailover.testbed..")
        .check(MODULE);
  }
}
