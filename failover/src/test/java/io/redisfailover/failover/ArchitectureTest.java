package io.redisfailover.failover;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house: the protocol is pure. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.failover");

  private static final String CLOCK = "io.redisfailover.failover.clock";

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.failover.acl.AclDialect",
        "io.redisfailover.failover.acl.AclRules",
        "io.redisfailover.failover.model.Endpoint",
        "io.redisfailover.failover.marker.MarkerKeys",
        "io.redisfailover.failover.marker.MarkerCode",
        "io.redisfailover.failover.marker.MarkerLibrary",
        "io.redisfailover.failover.model.ErrorReply",
        "io.redisfailover.failover.model.Marker",
        "io.redisfailover.failover.command.Probe",
        "io.redisfailover.failover.model.ReplicationInfoParser",
        "io.redisfailover.failover.command.Reply",
        "io.redisfailover.failover.command.Lockout");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of("io.redisfailover.failover.model.Printable");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.failover.clock.MonotonicClock");
  }

  @Test
  void dependsOnNothingButTheLanguageAndItself() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "javax.crypto..", "org.jspecify..", "io.redisfailover.failover.."))
        .check(MODULE);
  }

  @Test
  void knowsNoInputNoOutputNoThreadAndNoLogger() {
    noClasses()
        .should()
        .dependOnClassesThat(
            // Their exceptions are what a driver says of a failure, and no input.
            resideInAnyPackage(
                    "java.io..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.net..",
                    "java.util.concurrent..",
                    "java.util.logging..")
                .and(not(assignableTo(Throwable.class))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(MODULE);
  }

  /** The clock is here for the processes around the protocol, which does not know it. */
  @Test
  void isToldTheTimeAndNeverAsksForIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLOCK)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(CLOCK)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(MODULE);
  }
}
