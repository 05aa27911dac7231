package io.redisfailover.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.redisfailover.failover.policy.controller.ControllerState;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the standalone process does not know. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.standalone");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.standalone.CommandLine",
        "io.redisfailover.standalone.ControlFile",
        "io.redisfailover.standalone.HaproxyCommandLine");
  }

  @Test
  void leavesNettyToTheProxy() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty..").check(MODULE);
  }

  @Test
  void leavesServersToTheControllerAndTheProxy() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("redis.clients..").check(MODULE);
  }

  @Test
  void knowsNothingOfTheDemo() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.redisfailover.quickstart..", "io.redisfailover.realredis..")
        .check(MODULE);
  }

  /**
   * What the protocol takes in, the shells of the proxy and the controller give it: a message that
   * only the simulator sends would be played and never shipped.
   */
  @Test
  void theProtocolTakesNothingInThatNoProcessGivesIt() {
    JavaClasses everything = ArchitectureRules.classesBelow("io.redisfailover");
    Set<String> unused =
        Stream.of(ProxyState.class, ControllerState.class, SwitchoverPlan.class)
            .flatMap(type -> everything.get(type).getMethods().stream())
            .filter(ArchitectureTest::isInput)
            .filter(input ->
                input.getCallsOfSelf().stream()
                    .allMatch(call -> call.getOriginOwner().equals(input.getOwner())))
            .map(JavaMethod::getFullName)
            .collect(toSet());
    assertThat(unused).isEmpty();
  }

  private static boolean isInput(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.STATIC)
        && (method.getRawReturnType().equals(method.getOwner())
            || method.getRawReturnType().isEquivalentTo(SwitchoverPlan.Advance.class));
  }
}
