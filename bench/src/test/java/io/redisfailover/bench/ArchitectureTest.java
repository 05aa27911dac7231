package io.redisfailover.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and that tables need nothing but results. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.bench");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.bench.condition.MemoryGauge",
        "io.redisfailover.bench.detection.LargeData",
        "io.redisfailover.bench.disturbance.CgroupQuota",
        "io.redisfailover.bench.disturbance.ResendingClient",
        "io.redisfailover.bench.hostile.HostileBench",
        "io.redisfailover.bench.run.Accounts",
        "io.redisfailover.bench.rival.Build",
        "io.redisfailover.bench.rival.HaproxyProcess",
        "io.redisfailover.bench.rival.HaproxyProgram",
        "io.redisfailover.bench.comparison.ComparisonOptions",
        "io.redisfailover.bench.run.Placement",
        "io.redisfailover.bench.machine.OptionValues",
        "io.redisfailover.bench.soak.Disturber",
        "io.redisfailover.bench.soak.SoakBench");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of(
        "io.redisfailover.bench.comparison.FailoverBench",
        "io.redisfailover.bench.detection.TrialRun");
  }

  @Test
  void makesTablesWithoutAnyProcessFileOrServer() {
    noClasses()
        .that()
        .resideInAPackage("io.redisfailover.bench.table")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio..", "io.redisfailover.realredis..", "io.redisfailover.testbed..")
        .check(MODULE);
  }
}
