package io.redisfailover.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.ProbeDialogue;
import io.redisfailover.failover.model.ProbeResult;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the simulator plays is what ships. */
class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter().importPackages("io.redisfailover.simulation");

  @Test
  void drivesTheDialoguesOfTheProducts() {
    assertThat(usedBy(SimProbe.class)).contains(ProbeDialogue.class.getName());
    assertThat(usedBy(SimOrders.Running.class)).contains(OrderDialogue.class.getName());
  }

  private static Set<String> usedBy(Class<?> type) {
    return MODULE.get(type).getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getName())
        .collect(Collectors.toSet());
  }

  @Test
  void makesNoViewAndNoOutcomeOfItsOwn() {
    noClasses()
        .should()
        .callConstructorWhere(
            describe(
                "make a view or an outcome",
                call ->
                    call.getTargetOwner().isAssignableTo(ProbeResult.class)
                        || call.getTargetOwner().isAssignableTo(OrderOutcome.class)))
        .check(MODULE);
  }
}
