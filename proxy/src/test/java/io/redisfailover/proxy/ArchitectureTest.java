package io.redisfailover.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the proxy does not know. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.proxy");

  /** The loops that execute routes. Every other class of the package is pure. */
  private static final Set<String> ROUTING_SHELL =
      Set.of(
          "PromoteControl",
          "PromoteRouter",
          "FailoverWarmUp",
          "HandoverWarmUp",
          "LiveRoute",
          "OrderSender",
          "PeerInquiry",
          "RouteExecution",
          "RouteOnlyRouter");

  /**
   * Calls and references of what returns a stage: when it completes, the order has taken effect.
   */
  private static final DescribedPredicate<JavaAccess<?>> ORDERS_THE_BYTE_PATH =
      describe(
          "order the byte path",
          access ->
              access.getTargetOwner().isAssignableTo(Relay.class)
                  && !access.getTargetOwner().equals(access.getOriginOwner())
                  && access.getTarget() instanceof CodeUnitAccessTarget method
                  && method.getRawReturnType().isAssignableTo(CompletionStage.class));

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.proxy.config.Secret",
        "io.redisfailover.proxy.check.CheckRuleParser",
        "io.redisfailover.proxy.check.ConnectParser",
        "io.redisfailover.proxy.check.ExpectParser",
        "io.redisfailover.proxy.check.CheckFormat",
        "io.redisfailover.proxy.check.CheckFormatParser",
        "io.redisfailover.proxy.check.Numbers",
        "io.redisfailover.proxy.check.RegexSearch",
        "io.redisfailover.proxy.check.RegexSyntax",
        "io.redisfailover.proxy.check.HaproxyWords",
        "io.redisfailover.proxy.check.RuleWords",
        "io.redisfailover.proxy.check.SampleParser",
        "io.redisfailover.proxy.redis.ConnectionLostException",
        "io.redisfailover.proxy.config.BasicAuth",
        "io.redisfailover.proxy.check.BytePattern",
        "io.redisfailover.proxy.check.CheckMessages",
        "io.redisfailover.proxy.stats.export.HaproxyCsv",
        "io.redisfailover.proxy.stats.export.HaproxyFields",
        "io.redisfailover.proxy.stats.export.HaproxyTag",
        "io.redisfailover.proxy.config.ProxyConfig",
        "io.redisfailover.proxy.control.BearerToken",
        "io.redisfailover.proxy.net.ListenAddress",
        "io.redisfailover.proxy.runtimeapi.RuntimeCommand",
        "io.redisfailover.proxy.runtimeapi.CommandArguments",
        "io.redisfailover.proxy.runtimeapi.CommandBuffer",
        "io.redisfailover.proxy.runtimeapi.CliWords",
        "io.redisfailover.proxy.runtimeapi.ForeignProtocol",
        "io.redisfailover.proxy.runtimeapi.InfoText",
        "io.redisfailover.proxy.runtimeapi.ServerCommands",
        "io.redisfailover.proxy.runtimeapi.NamedServer",
        "io.redisfailover.proxy.runtimeapi.WordPicture",
        "io.redisfailover.proxy.http.RequestSource",
        "io.redisfailover.proxy.stats.ActForm",
        "io.redisfailover.proxy.stats.model.ShownRows",
        "io.redisfailover.proxy.stats.page.PageRequest",
        "io.redisfailover.proxy.stats.page.Template");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of(
        "io.redisfailover.proxy.stats.export.HaproxyRow",
        "io.redisfailover.proxy.stats.page.Figures",
        "io.redisfailover.proxy.stats.page.Html",
        "io.redisfailover.proxy.stats.export.MetricsText",
        "io.redisfailover.proxy.stats.page.PageRows");
  }

  @Test
  void knowsNothingOfTheControllerOrJedis() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.redisfailover.controller..", "redis.clients..")
        .check(MODULE);
  }

  /** Whatever is shown may change without a change of what is decided. */
  @Test
  void decidesWithoutTheStatistics() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.redisfailover.proxy",
            "io.redisfailover.proxy.stats..",
            "io.redisfailover.proxy.runtimeapi")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.redisfailover.proxy.stats..")
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

  /** An order that went past the queue would overtake those that wait in it, or be overtaken. */
  @Test
  void ordersTheBytePathAtOnePlaceOnly() {
    noClasses()
        .that(describe("are not the queue", type -> !outermost(type).equals("RelaySteps")))
        .should()
        .accessTargetWhere(ORDERS_THE_BYTE_PATH)
        .check(MODULE);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getSimpleName);
  }
}
