package io.redisfailover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

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
            "Kill", "Hang", "CutProxy", "CutReplication", "CutControl", "KillProxy", "Switch");
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
    assertThat(faults()).allMatch(fault -> fault.lasts().toMillis() < 8000);
  }

  @Test
  void doesTwoThingsAtOnceOnlyWhenOneIsTheDeathOfAProxy() {
    assertThat(steps(5, 1000))
        .filteredOn(step -> step.faults().size() > 1)
        .isNotEmpty()
        .allMatch(
            step -> step.faults().size() == 2 && step.faults().get(1) instanceof Fault.KillProxy);
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
              default -> fault.costsPerConnection() == 0;
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
