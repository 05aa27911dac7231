package io.redisfailover.operator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.fabric8.kubernetes.client.CustomResource;
import io.redisfailover.testsupport.ArchitectureRules;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what stays out of the operator and of its pure parts. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.operator");

  /** What reaches the cluster, asks for the time, or works beside others. */
  private static final DescribedPredicate<JavaClass> OUTSIDE =
      resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.javaoperatorsdk..",
              "java.io..",
              "java.net..",
              "java.nio..",
              "java.util.concurrent..",
              "org.slf4j..")
          .and(not(type(CustomResource.class))) // what the resource itself is made from
          .or(type(Clock.class))
          .or(type(InstantSource.class))
          .or(type(Thread.class))
          .as("reach the cluster, ask for the time, or work beside others");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.operator.api.v1.RedisConfigRules",
        "io.redisfailover.operator.health.OneRequestServer",
        "io.redisfailover.operator.desired.GoDuration",
        "io.redisfailover.operator.reconcile.OperatorSettings",
        "io.redisfailover.operator.desired.RedisSettings",
        "io.redisfailover.operator.liveconfig.ConfigReplies",
        "io.redisfailover.operator.liveconfig.LoginReplies",
        "io.redisfailover.operator.observe.LastWords",
        "io.redisfailover.operator.observe.FileFault",
        "io.redisfailover.operator.desired.Ownership",
        "io.redisfailover.operator.passwords.ApplicationLogins",
        "io.redisfailover.operator.desired.DesiredUsers",
        "io.redisfailover.operator.desired.Platform",
        "io.redisfailover.operator.desired.SecretData",
        "io.redisfailover.operator.passwords.StoredTexts",
        "io.redisfailover.operator.desired.UsersFile",
        "io.redisfailover.operator.desired.StrategicMerge",
        "io.redisfailover.operator.round.RequestValue");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of(
        "io.redisfailover.operator.desired.CheckScriptText",
        "io.redisfailover.operator.metrics.OperatorMeters",
        "io.redisfailover.operator.status.Conditions",
        "io.redisfailover.operator.reconcile.EventWriter",
        "io.redisfailover.operator.reconcile.AnnotationRequests",
        "io.redisfailover.operator.reconcile.Passwords");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.operator.OperatorMain");
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
            "io.redisfailover.controlapi",
            "io.redisfailover.failover.acl",
            "io.redisfailover.failover.marker", // what a key of theirs is
            "io.redisfailover.operator.api.v1",
            "io.redisfailover.operator.desired",
            "io.redisfailover.operator.passwords")
        .check(MODULE);
  }

  @Test
  void keepsThePasswordsPure() {
    classes()
        .that()
        .resideInAPackage("..operator.passwords")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..",
            "io.redisfailover.operator.passwords")
        .check(MODULE);
  }

  @Test
  void keepsRoundStatusRollAndObserveFreeOfClientsClocksAndThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..operator.round", "..operator.status", "..operator.roll", "..operator.observe")
        .should()
        .dependOnClassesThat(OUTSIDE)
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
