package io.redisfailover.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.HouseRules;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the proxy does not know. */
class ArchitectureTest implements HouseRules {
  private static final JavaClasses MODULE = HouseRules.classesBelow("io.redisfailover.proxy");

  /** The loop that carries routes out. Every other class of the package is pure. */
  private static final Set<String> ROUTING_SHELL =
      Set.of("PromoteControl", "PromoteRouter", "Rehearsal", "RouteOnlyRouter");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "BasicAuth",
        "BytePattern",
        "CheckTexts",
        "HaproxyCsv",
        "Login",
        "ProxyConfig",
        "RequestHandler",
        "ServerWatch",
        "StatisticsRoutes",
        "Template");
  }

  @Test
  void knowsNothingOfTheControllerOrJedis() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.redisfailover.controller..", "redis.clients..")
        .check(MODULE);
  }

  @Test
  void decidesRoutesWithoutAnyInputOutputThreadClockOrLogger() {
    noClasses()
        .that()
        .resideInAPackage("io.redisfailover.proxy.routing")
        .and(describe("are no shell", type -> !ROUTING_SHELL.contains(outermost(type))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "java.io..",
            "java.nio.channels..",
            "java.util.concurrent.locks..",
            "org.slf4j..",
            "io.redisfailover.failover.clock",
            "io.redisfailover.proxy.log",
            "io.redisfailover.proxy.net",
            "io.redisfailover.proxy.redis",
            "io.redisfailover.proxy.watch")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(MODULE);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getSimpleName);
  }
}
