package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.disturbance.SlowCommand;
import io.redisfailover.realredis.process.DiskMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final int PROXIES = 3;

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(steps(11, 200)).isEqualTo(steps(11, 200)).isNotEqualTo(steps(12, 200));
  }

  @Test
  void hasEveryKindOfFault() {
    assertThat(faults())
        .extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .contains(
            "Kill",
            "Hang",
            "CutProxy",
            "CutReplication",
            "CutControl",
            "KillProxy",
            "StallProxies",
            "Switch",
            "Busy",
            "DiskStall",
            "ThrottleServer",
            "ThrottleProxy",
            "Drift");
    assertThat(faults())
        .filteredOn(Fault.CutProxy.class::isInstance)
        .map(it -> ((Fault.CutProxy) it).kind())
        .contains(CutKind.values());
  }

  @Test
  void killsTheLeaderToo() {
    assertThat(faults())
        .filteredOn(Fault.KillProxy.class::isInstance)
        .map(it -> ((Fault.KillProxy) it).proxy())
        .contains(0, 1);
  }

  @Test
  void letsTheLastProxyLive() {
    assertThat(faults())
        .filteredOn(Fault.KillProxy.class::isInstance)
        .noneMatch(it -> ((Fault.KillProxy) it).proxy() == PROXIES - 1);
  }

  @Test
  void letsEveryFaultEndSoon() {
    assertThat(faults())
        .filteredOn(fault -> !fault.isDisturbance())
        .filteredOn(fault -> !(fault instanceof Fault.StallProxies))
        .allMatch(fault -> fault.lasts().toMillis() < 8000);
    assertThat(faults()).allMatch(fault -> fault.lasts().toMillis() <= 21_000);
  }

  @Test
  void letsProxiesStandStillForOneMillisecondToTenSecondsOneOrSomeOrAll() {
    List<Fault.StallProxies> stalls =
        faults().stream()
            .filter(Fault.StallProxies.class::isInstance)
            .map(Fault.StallProxies.class::cast)
            .toList();
    assertThat(stalls)
        .allMatch(it -> it.lasts().toMillis() >= 1 && it.lasts().toMillis() <= 10_000)
        .anyMatch(it -> it.lasts().toMillis() < 10)
        .anyMatch(it -> it.lasts().toMillis() > 5_000);
    assertThat(stalls).map(it -> it.proxies().size()).contains(1, 2, PROXIES);
  }

  @Test
  void doesTwoThingsAtOnceOnlyWhenOneIsTheDeathOfAProxyOrAStall() {
    assertThat(steps(5, 1000))
        .filteredOn(step -> step.faults().size() > 1)
        .isNotEmpty()
        .allMatch(step -> step.faults().size() == 2)
        .allMatch(step ->
            step.faults().get(1) instanceof Fault.KillProxy
                || step.faults().get(0) instanceof Fault.StallProxies);
  }

  @Test
  void allowsALossOnlyWhereTheActiveServerFails() {
    assertThat(faults())
        .allMatch(fault ->
            switch (fault) {
              case Fault.Kill(Role role, var unused) ->
                  fault.costsPerConnection() == (role == Role.ACTIVE ? 1 : 0);
              case Fault.Hang(Role role, var unused) ->
                  fault.costsPerConnection() == (role == Role.ACTIVE ? 1 : 0);
              case Fault.DiskStall(Role role, var unused) ->
                  fault.costsPerConnection() == (role == Role.ACTIVE ? 1 : 0);
              case Fault.Busy unused -> fault.costsPerConnection() == 1;
              default -> fault.costsPerConnection() == 0;
            });
  }

  @Test
  void disturbsNothingWhileSomethingFails() {
    assertThat(steps(5, 1000))
        .filteredOn(step -> step.faults().stream().anyMatch(Fault::isDisturbance))
        .isNotEmpty()
        .allMatch(Step::isDisturbance)
        .allMatch(step -> step.faults().size() == 1);
  }

  @Test
  void sendsSlowCommandsOfOneToSixSecondsOfEveryKind() {
    List<SlowCommand> commands =
        faults().stream()
            .filter(Fault.Busy.class::isInstance)
            .map(it -> ((Fault.Busy) it).command())
            .toList();
    assertThat(commands).extracting(SlowCommand::kind).contains(SlowCommand.Kind.values());
    assertThat(commands)
        .allMatch(it -> it.length().toMillis() >= 1000 && it.length().toMillis() < 6000);
  }

  @Test
  void stallsNoDiskThatIsNotUsed() {
    for (long seed = 0; seed < 20; seed++) {
      FaultPlan plan = new FaultPlan(seed, PROXIES);
      List<Step> steps = Stream.generate(plan::next).limit(200).toList();
      assertThat(steps.stream().anyMatch(Step::needsDisks))
          .isEqualTo(plan.persistence() == DiskMode.AOF);
    }
  }

  @Test
  void letsObserversLearnFromTheActiveServerOnly() {
    assertThat(faults())
        .filteredOn(fault -> fault.teaches().isPositive())
        .allMatch(fault ->
            switch (fault) {
              case Fault.Hang(Role role, var unused) -> role == Role.ACTIVE;
              case Fault.DiskStall(Role role, var unused) -> role == Role.ACTIVE;
              default -> fault instanceof Fault.Busy;
            });
  }

  private static List<Step> steps(long seed, int count) {
    FaultPlan plan = new FaultPlan(seed, PROXIES);
    return Stream.generate(plan::next).limit(count).toList();
  }

  private static List<Fault> faults() {
    return steps(5, 1000).stream().flatMap(step -> step.faults().stream()).toList();
  }
}
